"""What human resources have filled in for a unit; what is learnt is the course made of it."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.units.content import Sheet
from courses.units.states import LICENCES, WORDS, State

LONGEST_TEXT = 20_000


class UnitPaper(models.Model):
    """A PDF document of a unit; stays as it is, a newer one takes its place."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    # Below a folder that is never served by itself.
    file = models.FileField(_("file"), upload_to="documents/units", max_length=200)
    title = models.CharField(_("name of the document"), max_length=120)
    size = models.PositiveIntegerField(_("size in bytes"))
    uploaded_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("document of a unit")
        verbose_name_plural = _("documents of units")

    def __str__(self) -> str:
        return self.title


class OwnUnit(models.Model):
    """A unit of one municipality; published, it is a course that only its staff find."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="own_units"
    )
    course = models.OneToOneField(
        "catalogue.CoursePage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_unit",
    )
    slug = models.SlugField(max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=120)
    promise = models.CharField(_("what it is about, in one sentence"), max_length=240)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=10, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    paper = models.ForeignKey(
        UnitPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="units"
    )
    link_url = models.URLField(_("address of a link"), max_length=400, blank=True)
    link_title = models.CharField(_("words of the link"), max_length=120, blank=True)
    confirm = models.BooleanField(
        _("to be confirmed: “I have read and understood it”"), default=False
    )
    # `prompt`, `right` and a list `wrong` each.
    questions = models.JSONField(_("questions"), default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("own unit")
        verbose_name_plural = _("own units")
        ordering: ClassVar[list[str]] = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def sheet(self) -> Sheet:
        """Return what was filled in, as plain values."""
        return Sheet(
            title=self.title,
            promise=self.promise,
            text=self.text,
            minutes=self.minutes,
            link_url=self.link_url,
            link_title=self.link_title,
            confirm=self.confirm,
            questions=tuple(self.questions),
        )


class Donation(models.Model):
    """That a municipality has offered a unit to all; each offer is decided once."""

    unit = models.ForeignKey(OwnUnit, on_delete=models.CASCADE, related_name="donations")
    licence = models.CharField(_("licence"), max_length=20, choices=LICENCES)
    # Who is named as having made it.
    origin = models.CharField(_("named as origin"), max_length=200)
    # What was offered; what the municipality changes afterwards is not part of it.
    content = models.JSONField(default=dict, editable=False)
    paper = models.ForeignKey(
        UnitPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=[(state.value, WORDS[state][0]) for state in State],
        default=State.OFFERED.value,
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    offered_at = models.DateTimeField(default=dates.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    # The copy that all municipalities find.
    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("donated unit")
        verbose_name_plural = _("donated units")
        ordering: ClassVar[list[str]] = ["-offered_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state=State.OFFERED.value),
                name="units_one_open_donation",
                violation_error_message=_("This unit has been offered already."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RETURNED.value) | ~Q(reason=""),
                name="units_returned_with_a_reason",
                violation_error_message=_("Say why it is returned."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)
