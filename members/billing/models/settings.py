"""Who invoices: one row that the office keeps; an invoice copies it when it is issued."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from stdnum import iban as iban_number
from stdnum.exceptions import ValidationError as NumberError

ONLY_ROW = 1


def validate_iban(value: str) -> None:
    """Refuse an IBAN whose check digits are wrong; no official rule stops it later."""
    try:
        iban_number.validate(value)
    except NumberError as error:
        raise ValidationError(
            _("This IBAN is not valid. Please check it against your bank's papers."),
            code="iban",
        ) from error


class BillingSettings(models.Model):
    """The seller's data and the terms of payment."""

    name = models.CharField(_("name of the cooperative"), max_length=120)
    street = models.CharField(_("street and number"), max_length=120)
    postcode = models.CharField(_("postcode"), max_length=10)
    city = models.CharField(_("town"), max_length=80)
    register_number = models.CharField(
        _("register number"),
        max_length=60,
        help_text=_("As in the register of cooperatives, such as GnR 1234."),
    )
    register_court = models.CharField(_("register court"), max_length=80, blank=True)
    vat_id = models.CharField(_("VAT identification number"), max_length=20, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=30, blank=True)
    iban = models.CharField("IBAN", max_length=42, validators=[validate_iban])
    bic = models.CharField("BIC", max_length=11, blank=True)
    bank = models.CharField(_("bank"), max_length=80, blank=True)
    contact_name = models.CharField(_("contact for invoices"), max_length=80)
    contact_phone = models.CharField(_("telephone"), max_length=40)
    contact_email = models.EmailField(_("e-mail address"))
    payment_days = models.PositiveSmallIntegerField(_("days to pay"), default=30)
    exempt_reason = models.CharField(
        _("note on invoices of exempt services"),
        max_length=200,
        default="Steuerfrei nach § 4 Nr. 21 Buchst. a UStG.",
    )
    outside_scope_reason = models.CharField(
        _("note on invoices of contributions"),
        max_length=200,
        default="Echter Mitgliedsbeitrag, nicht steuerbar.",
    )

    class Meta:
        verbose_name = _("data of the cooperative for invoices")
        verbose_name_plural = _("data of the cooperative for invoices")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=ONLY_ROW),
                name="billing_settings_one_row",
                violation_error_message=_("There is only one entry of this kind."),
            ),
            models.CheckConstraint(
                condition=~Q(vat_id="") | ~Q(tax_number=""),
                name="billing_settings_has_tax_identity",
                violation_error_message=_(
                    "Please give the tax number or the VAT identification number."
                ),
            ),
            models.CheckConstraint(
                condition=Q(payment_days__gte=1, payment_days__lte=60),
                name="billing_settings_payment_days",
                # § 271a BGB: more than 60 days cannot be agreed with a public buyer.
                violation_error_message=_("Between 1 and 60 days can be given for payment."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
