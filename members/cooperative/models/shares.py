"""The two share ledgers: shares subscribed (Geschäftsanteil) and money paid in (Guthaben)."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from members.cooperative.ledger import LedgerEntry, LedgerQuerySet


class ShareTransaction(LedgerEntry):
    """Shares taken or given up; the sum of all entries is what a member has subscribed.

    Append-only: a member may always ask for a copy of its own entries (§ 31 GenG).
    """

    class Kind(models.TextChoices):
        MANDATORY = "mandatory", _("Mandatory shares")
        FURTHER = "further", _("Further shares")
        GIVEN_UP = "given_up", _("Shares given up")

    membership = models.ForeignKey(
        "cooperative.Membership", on_delete=models.PROTECT, related_name="share_transactions"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    shares = models.SmallIntegerField(_("shares"))
    share_value = models.DecimalField(_("value of a share"), max_digits=9, decimal_places=2)
    effective_on = models.DateField(_("effective on"))
    resolution = models.ForeignKey(
        "cooperative.Resolution", on_delete=models.PROTECT, related_name="share_transactions"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    recorded_at = models.DateTimeField(default=dates.now, editable=False)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("share entry")
        verbose_name_plural = _("share entries")
        ordering = ["effective_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(shares=0) & Q(share_value__gt=0),
                name="cooperative_share_entry_not_empty",
                violation_error_message=_("Give at least one share and its value."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shares:+d} ({self.effective_on:%d.%m.%Y})"

    @property
    def amount(self) -> Decimal:
        """Return the nominal value of the entry in euros."""
        return self.shares * self.share_value


class SharePayment(LedgerEntry):
    """Money credited to a member's balance; never netted with invoices (§ 22 V GenG)."""

    membership = models.ForeignKey(
        "cooperative.Membership", on_delete=models.PROTECT, related_name="share_payments"
    )
    amount = models.DecimalField(_("amount in euros"), max_digits=11, decimal_places=2)
    paid_on = models.DateField(_("paid on"))
    bank_reference = models.CharField(_("reference on the bank statement"), max_length=80)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    recorded_at = models.DateTimeField(default=dates.now, editable=False)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment on shares")
        verbose_name_plural = _("payments on shares")
        ordering = ["paid_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bank_reference"],
                condition=Q(reverses=None),
                name="cooperative_share_payment_reference_once",
                violation_error_message=_("This bank reference has already been entered."),
            ),
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="cooperative_share_payment_sign",
                violation_error_message=_("A payment is more than 0 €."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} € ({self.paid_on:%d.%m.%Y})"
