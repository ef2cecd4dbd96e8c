"""Obligations of a municipality, the periods of its people, and what was reminded when."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Obligation(models.Model):
    """A course that a municipality demands of some of its staff, with the legal reason."""

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="obligations"
    )
    course = models.ForeignKey(
        "catalogue.CoursePage", on_delete=models.PROTECT, related_name="obligations"
    )
    departments = models.ManyToManyField(
        "people.Department", blank=True, related_name="obligations", verbose_name=_("departments")
    )
    legal_basis = models.CharField(_("legal basis"), max_length=240)
    due_on = models.DateField(_("due on"))
    # None: once fulfilled, for ever.
    valid_months = models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "course"],
                condition=Q(ended_at=None),
                name="assignments_one_running_obligation",
                violation_error_message=_("This course is already an obligation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} ({self.municipality})"


class PeriodQuerySet(models.QuerySet["Period"]):
    """Periods in the words of human resources."""

    def running(self) -> Self:
        """Keep the newest period of each person in each obligation that has not ended."""
        same = Period.objects.filter(
            obligation=OuterRef("obligation"), employment=OuterRef("employment")
        )
        newest = Subquery(same.order_by("-number").values("pk")[:1])
        return self.filter(obligation__ended_at=None, pk=newest)

    def late_on(self, day: dt.date) -> Self:
        """Keep those that are overdue on the day; agrees with `states.status_on`."""
        return self.filter(is_late_on(day))


def is_valid_on(day: dt.date) -> Q:
    """Return the condition that a period is fulfilled on the day."""
    return Q(fulfilled_on__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day))


def is_late_on(day: dt.date) -> Q:
    """Return the condition that a period is overdue on the day: not fulfilled, or no longer."""
    is_expired = Q(fulfilled_on__lte=day, valid_until__lt=day)
    return ~is_valid_on(day) & Q(exempt=False) & (Q(due_on__lt=day) | is_expired)


class Period(models.Model):
    """One turn of an obligation for one person; the next turn is a new row, never a reset."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="periods")
    employment = models.ForeignKey(
        "people.Employment", on_delete=models.PROTECT, related_name="periods"
    )
    number = models.PositiveSmallIntegerField(default=1)
    assigned_on = models.DateField()
    due_on = models.DateField()
    fulfilled_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    version_number = models.PositiveIntegerField(null=True, blank=True)
    exempt = models.BooleanField(default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["obligation", "employment", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "employment", "number"], name="assignments_period_unique"
            ),
            models.CheckConstraint(
                condition=Q(fulfilled_on=None, valid_until=None) | Q(fulfilled_on__isnull=False),
                name="assignments_validity_needs_fulfilment",
            ),
        ]
        indexes = [models.Index(fields=["employment", "obligation"])]

    def __str__(self) -> str:
        return f"{self.employment}: {self.obligation}"


class Reminder(models.Model):
    """That somebody was reminded; one a day at most for each period."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="reminders")
    sent_on = models.DateField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "sent_on"], name="assignments_one_reminder_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.sent_on}"
