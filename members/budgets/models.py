"""A planned amount for a cost centre in a year."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Budget(models.Model):
    """What may be spent on courses; what was spent is read from the charges, never kept here."""

    class Mode(models.TextChoices):
        WARN = "warn", _("Warn only")
        BLOCK = "block", _("Refuse bookings that go beyond it")

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="budgets"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    # Empty: all cost centres of the municipality together.
    cost_centre = models.CharField(_("cost centre"), max_length=40, blank=True)
    amount = models.DecimalField(
        _("planned amount"),
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.00"))],
    )
    mode = models.CharField(max_length=5, choices=Mode, default=Mode.WARN)
    changed_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("training budget")
        verbose_name_plural = _("training budgets")
        ordering = ["-year", "cost_centre"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year", "cost_centre"],
                name="budgets_one_for_a_cost_centre_and_year",
                violation_error_message=_("There is a budget for this cost centre and year."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="budgets_amount_not_negative",
                violation_error_message=_("A budget cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cost_centre or '*'} {self.year}"
