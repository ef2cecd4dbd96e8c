"""The ledger of what is owed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from members.cooperative.ledger import LedgerEntry, LedgerQuerySet


class Charge(LedgerEntry):
    """Who owes what, for which reason; written once when the reason arises, never changed.

    It stands beside the seats and memberships because these change, and what was owed must not
    change with them. It names module and cost centre, never a person: the invoice goes to the
    employer, who must not learn from it who learns.
    """

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", _("Yearly contribution")
        SEAT = "seat", _("Seat")
        FLAT = "flat", _("Flat price")
        CANCELLATION = "cancellation", _("Cancellation")

    class VatTreatment(models.TextChoices):
        OUTSIDE_SCOPE = "outside_scope", _("Not subject to VAT")
        EXEMPT_EDUCATION = "exempt_education", _("Exempt from VAT: education")
        STANDARD = "standard", _("With VAT")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    source_key = models.CharField(_("reason"), max_length=100)
    municipality = models.ForeignKey(
        "organisations.Municipality", on_delete=models.PROTECT, related_name="charges"
    )
    description = models.CharField(_("wording of the charge"), max_length=300)
    course_title = models.CharField(_("module"), max_length=200, blank=True)
    cost_centre = models.CharField(_("cost centre"), max_length=40, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=9, decimal_places=2)
    unit_price = models.DecimalField(_("price each"), max_digits=9, decimal_places=2)
    net = models.DecimalField(_("net amount"), max_digits=11, decimal_places=2)
    vat_treatment = models.CharField(_("VAT"), max_length=16, choices=VatTreatment)
    vat_rate = models.DecimalField(_("VAT rate in per cent"), max_digits=4, decimal_places=2)
    service_from = models.DateField(_("service from"))
    service_until = models.DateField(_("service until"))
    provider = models.ForeignKey(
        "organisations.Provider",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="charges",
    )
    provider_share = models.DecimalField(
        _("provider's share in per cent"), max_digits=5, decimal_places=2, default=0
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=dates.now, editable=False)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        ordering = ["service_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source_key"],
                name="cooperative_charge_reason_once",
                violation_error_message=_("This reason has already been charged."),
            ),
            models.CheckConstraint(
                condition=Q(service_until__gte=F("service_from")),
                name="cooperative_charge_dates_in_order",
                violation_error_message=_("The service ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(vat_treatment="standard", vat_rate__gt=0)
                | (~Q(vat_treatment="standard") & Q(vat_rate=0)),
                name="cooperative_charge_rate_fits_treatment",
                violation_error_message=_("The VAT rate does not fit the VAT treatment."),
            ),
            models.CheckConstraint(
                condition=Q(provider_share__gte=0, provider_share__lte=100),
                name="cooperative_charge_share_is_percentage",
                violation_error_message=_("The provider's share is between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(reverses=None, unit_price__gte=0, quantity__gt=0)
                | Q(reverses__isnull=False, quantity__lt=0),
                name="cooperative_charge_sign",
                violation_error_message=_("Only a reversal may be negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.description}: {self.net} €"
