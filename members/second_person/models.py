"""From how many people on two decide, and what one has proposed."""

import datetime as dt
import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates

OPEN_FOR = dt.timedelta(days=7)
# What was filled in is kept so long for the proposer to propose it once more.
KEPT_FOR = dt.timedelta(days=30)
LONGEST_REASON = 240


def a_week_from_now() -> dt.datetime:
    """Return when a proposal made now runs out."""
    return dates.now() + OPEN_FOR


class Rule(models.Model):
    """A municipality that wants two people for what concerns many; without a row one is enough."""

    municipality = models.OneToOneField(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    from_people = models.PositiveIntegerField(
        _("from how many people on"), validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("rule of two")
        verbose_name_plural = _("rules of two")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_people__gte=1), name="second_person_from_one_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.from_people}"


class Proposal(models.Model):
    """What one wants to do and another one decides: exactly what was looked at, or nothing."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for a second person")
        APPLIED = "applied", _("released and done")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        OUTDATED = "outdated", _("overtaken")
        EXPIRED = "expired", _("expired")

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    people = models.PositiveIntegerField(default=0)
    # What was filled in; forgotten when it is done, else some weeks after it has ended.
    payload = models.JSONField(default=dict)
    stamp = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(default=dates.now, editable=False)
    expires_at = models.DateTimeField(default=a_week_from_now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # For whom the decider stood in, if not for themselves.
    decided_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    # Where to find what came of it.
    result = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="second_person_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_expired(self) -> bool:
        """Tell whether nobody has decided in time."""
        return self.state == self.State.OPEN and self.expires_at <= dates.now()

    @property
    def was_not_done(self) -> bool:
        """Tell whether it has ended without being done, so that it may be proposed once more."""
        return not self.is_open and self.state != self.State.APPLIED

    @property
    def is_released(self) -> bool:
        """Tell whether it was released and done."""
        return self.state == self.State.APPLIED

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be decided."""
        return self.state == self.State.OPEN and not self.has_expired

    @property
    def words(self) -> str:
        """Return how far it is."""
        return str(_("expired")) if self.has_expired else str(self.get_state_display())
