"""Counts of what happened, by edition and month; no row leads to a person.

Raw numbers, small ones included: they are read through `selectors` only, which round them and hide
small ones.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates

# The item of counts about the module as a whole: unique constraints take no account of nulls.
WHOLE = uuid.UUID(int=0)


class Tally(models.Model):
    """How often something happened in one month: at a module, an item, or a question."""

    module = models.ForeignKey("modules.Module", on_delete=models.CASCADE, related_name="+")
    edition = models.PositiveIntegerField(_("version"))
    # Without a question: about the item.
    item_key = models.UUIDField(default=WHOLE)
    question = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=64)
    month = models.DateField(_("month"))
    count = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        ordering = ["module", "edition", "month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["module", "edition", "month", "name", "item_key", "question"],
                name="insight_tally_unique",
            ),
        ]
        indexes = [models.Index(fields=["month"], name="insight_tally_month")]

    def __str__(self) -> str:
        return f"{self.module_id} ({self.edition}) {self.name}: {self.count}"


class ClosedMonth(models.Model):
    """A month that has been counted; figures change when a month is closed, and at no other time.

    Whoever looks twice within a month sees the same: a number that moved would tell of the one
    person who has just done something.
    """

    month = models.DateField(_("month"), unique=True)
    closed_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        ordering = ["month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Recount(models.Model):
    """A module whose past has changed: counted anew, whole, when the next month is closed."""

    module = models.OneToOneField("modules.Module", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("module to be counted anew")
        verbose_name_plural = _("modules to be counted anew")

    def __str__(self) -> str:
        return str(self.module_id)
