"""What membership costs: one schedule per year, by population class."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class FeeSchedule(models.Model):
    """The yearly contributions and mandatory shares of one year (§ 7a GenG)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("In force")
        REPLACED = "replaced", _("Replaced")

    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    share_value = models.DecimalField(
        _("value of a share in euros"),
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(1)],
    )
    resolution = models.ForeignKey(
        "cooperative.Resolution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fee_schedules",
    )
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("fee schedule")
        verbose_name_plural = _("fee schedules")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(state="active"),
                name="cooperative_fee_schedule_one_in_force",
                violation_error_message=_("There is already a fee schedule in force for the year."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class FeeBracket(models.Model):
    """A population class of a schedule, from a number of inhabitants up to a number."""

    schedule = models.ForeignKey(FeeSchedule, on_delete=models.CASCADE, related_name="brackets")
    population_from = models.PositiveIntegerField(_("inhabitants from"))
    population_until = models.PositiveIntegerField(_("inhabitants up to"), null=True, blank=True)
    mandatory_shares = models.PositiveSmallIntegerField(
        _("mandatory shares"), validators=[MinValueValidator(1)]
    )
    contribution = models.DecimalField(
        _("yearly contribution in euros"),
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(0)],
    )

    class Meta:
        verbose_name = _("population class")
        verbose_name_plural = _("population classes")
        ordering = ["schedule", "population_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "population_from"],
                name="cooperative_fee_bracket_start_unique",
                violation_error_message=_("Two classes begin at the same number."),
            ),
            models.CheckConstraint(
                condition=Q(population_until=None) | Q(population_until__gte=F("population_from")),
                name="cooperative_fee_bracket_in_order",
                violation_error_message=_("The class ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.population_from}–{self.population_until or '∞'}"
