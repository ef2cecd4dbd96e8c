"""A municipality's own page: greeting, picture and the courses it shows its staff first."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class LandingPage(models.Model):
    """What the staff of one municipality see first; HR edits it, never in Wagtail."""

    municipality = models.OneToOneField(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="landing_page"
    )
    greeting = models.TextField(_("greeting"), max_length=600, blank=True)
    updated_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("landing page")
        verbose_name_plural = _("landing pages")

    def __str__(self) -> str:
        return str(self.municipality)


class ChosenCourse(models.Model):
    """A course that a municipality shows on its page, in its order."""

    page = models.ForeignKey(LandingPage, on_delete=models.CASCADE, related_name="choices")
    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.CASCADE, related_name="chosen_by"
    )
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
