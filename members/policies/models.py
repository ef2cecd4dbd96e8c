"""The versions of a municipality's works agreement about mandatory training."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from members.policies.sights import Shown, document, shown


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Versions in business words."""

    def agreed(self) -> Self:
        """Keep those that hold or will hold."""
        return self.filter(state=Policy.State.AGREED)

    def in_force_on(self, day: dt.date) -> Self:
        """Keep those that have begun by the day; the highest number is the one that holds."""
        return self.agreed().filter(in_force_from__lte=day)


class Policy(models.Model):
    """One version; what was agreed is never changed, a later version takes its place."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for the staff council")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("declined")

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="policies"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    hidden = models.JSONField(_("hidden"), default=list, blank=True)
    reference = models.CharField(_("where it is agreed"), max_length=240)
    in_force_from = models.DateField(_("in force from"))
    state = models.CharField(max_length=10, choices=State.choices)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(default=dates.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, max_length=1000)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("works agreement")
        verbose_name_plural = _("works agreements")
        ordering = ["municipality", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="policies_number_once"),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(state="proposed"),
                name="policies_one_proposal",
                violation_error_message=_("A version is already waiting for the staff council."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.number}"

    @property
    def shown(self) -> Shown:
        """Return what the employer sees under this version."""
        return shown(self.hidden)

    def as_document(self) -> dict[str, Any]:
        """Return the version for programs."""
        return document(
            self.hidden,
            municipality=self.municipality.ars,
            version=self.number,
            state=self.state,
            in_force_from=self.in_force_from.isoformat(),
            reference=self.reference,
        )
