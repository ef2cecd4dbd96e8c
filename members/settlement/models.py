"""Statements: written once, frozen with all they state; refused by the database to change."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from members.cooperative.ledger import LedgerEntry, LedgerQuerySet


class StatementNumbers(models.Model):
    """The counter of a year; its row is the lock under which statements are issued."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number range of statements")
        verbose_name_plural = _("number ranges of statements")

    def __str__(self) -> str:
        return f"GU-{self.year}: {self.last}"


class Statement(LedgerEntry):
    """What a provider has earned in a quarter, or a correction that takes such a statement back.

    In tax law it is the provider's invoice, written by the cooperative (Gutschrift, § 14 II UStG).
    """

    provider = models.ForeignKey(
        "organisations.Provider", on_delete=models.PROTECT, related_name="statements"
    )
    number = models.CharField(_("number"), max_length=20, unique=True)
    period_from = models.DateField(_("from"))
    period_until = models.DateField(_("until"))
    issued_on = models.DateField(_("date"))
    net = models.DecimalField(_("net"), max_digits=11, decimal_places=2)
    vat_rate = models.DecimalField(_("VAT rate in per cent"), max_digits=4, decimal_places=2)
    vat = models.DecimalField(_("VAT"), max_digits=11, decimal_places=2)
    gross = models.DecimalField(_("total"), max_digits=11, decimal_places=2)
    # Seller, buyer, account and reasons as on the day of issue.
    parties = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    document = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField(default=dates.now, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("settlement statement")
        verbose_name_plural = _("settlement statements")
        ordering = ["-issued_on", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")),
                name="settlement_statement_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class StatementLine(LedgerEntry):
    """A charge on a statement with the provider's share; it names municipality, never a person.

    `turn` counts how often a charge has been settled: 1 for the first time, one more after each
    correction. So no charge is ever settled twice, whoever issues at the same time.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    charge = models.ForeignKey(
        "cooperative.Charge", on_delete=models.PROTECT, related_name="settlements"
    )
    turn = models.PositiveSmallIntegerField(default=1)
    takes_back = models.BooleanField(default=False)
    net = models.DecimalField(_("net amount"), max_digits=11, decimal_places=2)
    share = models.DecimalField(_("share in per cent"), max_digits=5, decimal_places=2)
    amount = models.DecimalField(_("amount"), max_digits=11, decimal_places=2)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a statement")
        verbose_name_plural = _("lines of statements")
        ordering = ["statement", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "position"], name="settlement_line_position_unique"
            ),
            models.UniqueConstraint(
                fields=["charge", "turn", "takes_back"], name="settlement_charge_once_a_turn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.amount} €"


class UsageLine(LedgerEntry):
    """How much a provider's courses were used in the quarter of a statement, by municipality.

    Without a number where it would tell about few people; without a municipality the sum of all.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="usage")
    position = models.PositiveIntegerField()
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, null=True, related_name="+"
    )
    enrolments = models.PositiveIntegerField(_("enrolments"), null=True)
    starts = models.PositiveIntegerField(_("starts"), null=True)
    completions = models.PositiveIntegerField(_("completions"), null=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of courses on a statement")
        verbose_name_plural = _("uses of courses on statements")
        ordering = ["statement", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "position"], name="settlement_usage_position_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}/{self.position}"


class Dispute(models.Model):
    """A provider's objection to a statement, and the office's answer."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="disputes")
    reason = models.TextField(_("what is wrong?"), max_length=2000)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    raised_at = models.DateTimeField(default=dates.now, editable=False)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement"],
                condition=Q(answered_at=None),
                name="settlement_one_open_dispute",
                violation_error_message=_("Your objection is being looked at."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}"
