"""A municipality's own page, and the place it gives to courses: pinned, chosen, hidden."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus.kit import dates

LONGEST_GREETING, LONGEST_WORDS, LONGEST_ALT = 600, 300, 200


class LandingPage(models.Model):
    """What the staff of one municipality see first; HR edits it, never in Wagtail."""

    municipality = models.OneToOneField(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="landing_page"
    )
    greeting = models.TextField(_("greeting"), max_length=LONGEST_GREETING, blank=True)
    picture = models.ImageField(_("picture"), upload_to="landing", blank=True)
    picture_alt = models.CharField(
        _("description of the picture"), max_length=LONGEST_ALT, blank=True
    )
    updated_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("landing page")
        verbose_name_plural = _("landing pages")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(picture="") | ~Q(picture_alt=""),
                name="portal_picture_is_described",
                violation_error_message=_("Describe what the picture shows."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.municipality)


class ChosenCourse(models.Model):
    """The place that a municipality gives to a course, and what it says about it to its staff."""

    class Place(models.TextChoices):
        PINNED = "pinned", _("Pinned: stands first")
        CHOSEN = "chosen", _("Recommended")
        LISTED = "listed", pgettext_lazy("place of a course", "In the catalogue")
        HIDDEN = "hidden", _("Hidden from our staff")

    page = models.ForeignKey(LandingPage, on_delete=models.CASCADE, related_name="choices")
    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.CASCADE, related_name="chosen_by"
    )
    place = models.CharField(
        _("place among the courses"), max_length=6, choices=Place.choices, default=Place.CHOSEN
    )
    words = models.CharField(_("own words"), max_length=LONGEST_WORDS, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("chosen course")
        verbose_name_plural = _("chosen courses")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "course"], name="portal_course_chosen_once"),
        ]

    def __str__(self) -> str:
        return str(self.course)


class KeptPicture(models.Model):
    """A picture that was uploaded into the form and has not been saved with it yet."""

    class Kind(models.TextChoices):
        LOGO = "logo", _("logo")
        PICTURE = "picture", _("picture")

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=7, choices=Kind.choices)
    file = models.ImageField(upload_to="landing")
    kept_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("uploaded picture")
        verbose_name_plural = _("uploaded pictures")

    def __str__(self) -> str:
        return str(self.file)
