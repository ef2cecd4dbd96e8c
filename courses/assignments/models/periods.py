"""The turns of people, what stops their clock, and what was reminded when."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.assignments.errors import TurnClosed
from courses.assignments.models.obligations import Obligation


class Exemption(models.Model):
    """Days on which nobody asks somebody to learn; the reason is nobody's business here."""

    employment = models.ForeignKey(
        "people.Employment", on_delete=models.CASCADE, related_name="exemptions"
    )
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("begins_on")),
                name="assignments_exemption_in_order",
                violation_error_message=_("The exemption ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employment_id}: {self.begins_on}–{self.ends_on or ''}"


def is_exempt_on(day: dt.date) -> Q:
    """Return the condition that nobody asks for the period on the day."""
    pauses = Exemption.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        employment=OuterRef("employment"),
        begins_on__lte=day,
    )
    return Q(exempt=True) | Q(Exists(pauses))


def is_valid_on(day: dt.date) -> Q:
    """Return the condition that a proof counts on the day: of this turn or the one before."""
    own = Q(fulfilled_on__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day))
    is_open = Q(fulfilled_on=None) | Q(fulfilled_on__gt=day)
    former = is_open & (Q(previous_until__gte=day) | Q(temporary_until__gte=day))
    return Q(revoked_on=None) & (own | former)


def is_late_on(day: dt.date) -> Q:
    """Return the condition that a period is late on the day; agrees with `states.status_on`."""
    is_expired = Q(fulfilled_on__lte=day, valid_until__lt=day)
    is_open = Q(opens_on=None) | Q(opens_on__lte=day)
    has_passed = Q(due_on__lt=day) & is_open
    return Q(revoked_on=None) & ~is_valid_on(day) & ~is_exempt_on(day) & (has_passed | is_expired)


class PeriodQuerySet(models.QuerySet["Period"]):
    """Periods in the words of human resources."""

    def running(self) -> Self:
        """Keep the newest period of each person in each obligation that has not ended."""
        return self.filter(obligation__ended_at=None, archived_on=None).newest()

    def newest(self) -> Self:
        """Keep the newest period of each person in each obligation."""
        same = Period.objects.filter(
            obligation=OuterRef("obligation"), employment=OuterRef("employment")
        )
        return self.filter(pk=Subquery(same.order_by("-number").values("pk")[:1]))

    def late_on(self, day: dt.date) -> Self:
        """Keep those that are late on the day; agrees with `states.status_on`."""
        return self.filter(is_late_on(day))

    def with_pauses(self, day: dt.date) -> Self:
        """Add whether somebody is exempt on the day."""
        return self.annotate(is_paused=is_exempt_on(day))


class Period(models.Model):
    """One turn of an obligation for one person; the next turn is a new row, never a reset.

    Once another turn follows, or it was revoked, it is closed and stays as it is.
    """

    class Source(models.TextChoices):
        COURSE = "course", _("course completed")
        HANDED_IN = "handed_in", _("handed in by the person")
        RECORDED = "recorded", _("proof entered by human resources")
        IMPORTED = "imported", _("earlier proof, from a list")
        CARRIED = "carried", _("proof from an obligation that has ended")
        TAKEN = "taken", _("brought along by the person")

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="periods")
    employment = models.ForeignKey(
        "people.Employment", on_delete=models.PROTECT, related_name="periods"
    )
    # Proofs from before the first turn count downwards: 0, -1, …
    number = models.SmallIntegerField(default=1)
    assigned_on = models.DateField()
    opens_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    # The deadline as it was set, before exemptions moved it.
    planned_due_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    # The proof of the turn before counts until then.
    previous_until = models.DateField(null=True, blank=True)
    temporary_until = models.DateField(null=True, blank=True)
    fulfilled_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices, blank=True)
    # When the turn after this one opens; the clock looks for it.
    next_opens_on = models.DateField(null=True, blank=True)
    version_number = models.PositiveIntegerField(null=True, blank=True)
    exempt = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_reason = models.CharField(max_length=240, blank=True)
    # From then on the obligation does not concern the person any more; proofs stay.
    archived_on = models.DateField(null=True, blank=True)

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
            models.CheckConstraint(
                condition=Q(revoked_on=None) | ~Q(revoked_reason=""),
                name="assignments_revoked_with_reason",
                violation_error_message=_("Say why the proof is revoked."),
            ),
        ]
        indexes = [
            models.Index(fields=["employment", "obligation"]),
            models.Index(
                fields=["next_opens_on"],
                name="assignments_next_turns",
                condition=Q(closed_at=None, next_opens_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employment}: {self.obligation}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a period that is not closed; history is never written anew."""
        if self.pk and Period.objects.filter(pk=self.pk, closed_at__isnull=False).exists():
            raise TurnClosed
        super().save(*args, **kwargs)


class FormerDays(models.Model):
    """The days of a turn before they were changed; rows are only ever added.

    Exemptions move deadlines, somebody comes back to an obligation, leave is given: what held
    from a day until the day before another one is kept here. The present days stand in the turn.
    """

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="former_days")
    assigned_on = models.DateField()
    due_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    temporary_until = models.DateField(null=True, blank=True)
    archived_on = models.DateField(null=True, blank=True)
    held_from = models.DateField()
    replaced_on = models.DateField()

    class Meta:
        verbose_name = _("former days of a turn")
        verbose_name_plural = _("former days of turns")
        ordering = ["period", "replaced_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "replaced_on"], name="assignments_former_days_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id}: {self.held_from}–{self.replaced_on}"


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
