"""Money that came in, and which invoices it pays."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from campus.kit.money import ZERO, round_cent
from members.cooperative.ledger import LedgerEntry, LedgerQuerySet


class Payment(LedgerEntry):
    """Money received for invoices; a wrong entry is taken back by a second one."""

    class Method(models.TextChoices):
        TRANSFER = "transfer", _("Bank transfer")
        STRIPE = "stripe", _("Online payment")

    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="payments"
    )
    method = models.CharField(_("way of payment"), max_length=8, choices=Method)
    amount = models.DecimalField(_("amount"), max_digits=11, decimal_places=2)
    received_on = models.DateField(_("received on"))
    # For a transfer the reference on the bank statement, for Stripe the payment's id.
    reference = models.CharField(_("bank reference"), max_length=120)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField(default=dates.now, editable=False)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["method", "reference"],
                condition=Q(reverses=None),
                name="billing_payment_reference_once",
                violation_error_message=_("This bank reference has already been entered."),
            ),
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="billing_payment_sign",
                violation_error_message=_("A payment is more than 0 €."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} € ({self.received_on:%d.%m.%Y})"

    @property
    def rest(self) -> Decimal:
        """What no invoice has needed yet; for payments from `selectors.payments()`."""
        return self.amount - round_cent(getattr(self, "allocated", ZERO))

    @property
    def is_standing(self) -> bool:
        """Neither taken back nor a taking back."""
        return self.reverses_id is None and not hasattr(self, "reversed_by")


class Allocation(LedgerEntry):
    """The part of a payment that pays an invoice; negative when a payment is taken back."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="allocations")
    invoice = models.ForeignKey(
        "billing.Invoice", on_delete=models.PROTECT, related_name="allocations"
    )
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    recorded_at = models.DateTimeField(default=dates.now, editable=False)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="billing_allocation_not_empty")
        ]

    def __str__(self) -> str:
        return f"{self.amount} €"
