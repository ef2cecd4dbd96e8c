"""What was agreed with providers about their pay."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from stdnum import iban as iban_number
from stdnum.exceptions import ValidationError as NumberError

from campus.kit import dates
from members.cooperative.ledger import LedgerEntry, LedgerQuerySet


class Agreement(LedgerEntry):
    """A provider's share of what its modules earn, from a day on; written once.

    A later agreement for the same days takes the place of an earlier one. What has been charged
    bears the share of its own day and never changes.
    """

    provider = models.ForeignKey(
        "organisations.Provider", on_delete=models.PROTECT, related_name="agreements"
    )
    share = models.DecimalField(_("share in per cent"), max_digits=5, decimal_places=2)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    vat_rate = models.DecimalField(
        _("VAT rate in per cent"), max_digits=4, decimal_places=2, default=Decimal("0.00")
    )
    exempt_reason = models.CharField(_("why without VAT"), max_length=200, blank=True)
    tax_number = models.CharField(_("tax number of the provider"), max_length=30)
    iban = models.CharField("IBAN", max_length=42)
    contact_email = models.EmailField(_("e-mail address for settlements"))
    note = models.CharField(_("contract"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField(default=dates.now, editable=False)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement on pay")
        verbose_name_plural = _("agreements on pay")
        ordering = ["provider", "-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=100),
                name="cooperative_agreement_share_is_percentage",
                violation_error_message=_("The share is between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="cooperative_agreement_days_in_order",
                violation_error_message=_("The agreement ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(vat_rate__gt=0) | ~Q(exempt_reason=""),
                name="cooperative_agreement_says_why_without_vat",
                violation_error_message=_("Please say why there is no VAT."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}: {self.share} %"


def is_iban(text: str) -> bool:
    """Tell whether the check digits of an IBAN are right."""
    try:
        iban_number.validate(text)
    except NumberError:
        return False
    return True
