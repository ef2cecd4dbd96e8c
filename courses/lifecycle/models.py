"""Who looks after a module and until when it holds, on which law it rests, when it ends."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates

LONGEST_NAME = 160


class Upkeep(models.Model):
    """Until when a module holds, who looks after it, and when its next release is published."""

    module = models.OneToOneField("modules.Module", on_delete=models.CASCADE, related_name="upkeep")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who looks after it"),
    )
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    review_by = models.DateField(_("to be checked again by"), null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    # What the office releases before is published then, all at once.
    go_live_at = models.DateTimeField(_("publish on"), null=True, blank=True)

    class Meta:
        verbose_name = _("upkeep of a module")
        verbose_name_plural = _("upkeep of modules")

    def __str__(self) -> str:
        return str(self.module)

    @property
    def is_overdue(self) -> bool:
        """Tell whether the day has passed."""
        return self.review_by is not None and self.review_by < dates.today()


class LegalSource(models.Model):
    """A law, ordinance or standard on which a module rests."""

    module = models.ForeignKey(
        "modules.Module", on_delete=models.CASCADE, related_name="legal_sources"
    )
    name = models.CharField(_("law or standard"), max_length=LONGEST_NAME)
    clause = models.CharField(_("clause"), max_length=80, blank=True)
    url = models.URLField(
        _("link"), blank=True, validators=[URLValidator(schemes=["https", "http"])]
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("legal source")
        verbose_name_plural = _("legal sources")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.clause}".strip()


class Retirement(models.Model):
    """The end of a course: from a day on nobody can begin it; who has begun finishes."""

    course = models.OneToOneField(
        "catalogue.CoursePage", on_delete=models.CASCADE, related_name="retirement"
    )
    successor = models.ForeignKey(
        "catalogue.CoursePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("successor"),
    )
    on = models.DateField(_("closed from"))
    reason = models.CharField(_("reason"), max_length=240, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    carried_out_at = models.DateTimeField(null=True, blank=True)
    # The offers that were closed, so that undoing opens the very same.
    closed_offers = models.JSONField(default=list)

    class Meta:
        verbose_name = _("retirement of a course")
        verbose_name_plural = _("retirements of courses")
        constraints = [
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("course")),
                name="lifecycle_successor_is_another",
                violation_error_message=_("A course cannot follow itself."),
            )
        ]

    def __str__(self) -> str:
        return str(self.course)

    @property
    def is_carried_out(self) -> bool:
        """Tell whether the course is closed already."""
        return self.carried_out_at is not None
