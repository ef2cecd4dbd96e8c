"""Forms of billing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from campus.kit.euros import EuroField
from members.billing.models import BillingSettings


class DayField(forms.DateField):
    """A day of the calendar up to today."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> Any:
        """Refuse days to come and years that cannot be meant."""
        day = super().clean(value)
        if day and (day > dates.today() or day.year < 2000):
            raise ValidationError(_("Please give a day up to today."), code="day_out_of_range")
        return day


class RunForm(forms.Form):
    """Up to which day services are invoiced."""

    until = DayField(
        label=_("Services until"),
        help_text=_("All that was charged up to this day and not invoiced yet."),
    )


class PaymentForm(forms.Form):
    """A bank transfer for an invoice."""

    amount = EuroField(label=_("Amount in euros"))
    received_on = DayField(label=_("Received on"))
    reference = forms.CharField(
        label=_("Reference on the bank statement"),
        max_length=120,
        help_text=_("Statement number and line; each reference can be entered once."),
    )


class AllocationForm(forms.Form):
    """The rest of a payment for another invoice."""

    number = forms.CharField(label=_("Invoice number"), max_length=20)
    amount = EuroField(label=_("Amount in euros"))


class ReversalForm(forms.Form):
    """Why an invoice is taken back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("It is printed on the correction.")
    )


class SettingsForm(forms.ModelForm):
    """The seller's data."""

    class Meta:
        model = BillingSettings
        fields = [
            "name",
            "street",
            "postcode",
            "city",
            "register_number",
            "register_court",
            "tax_number",
            "vat_id",
            "iban",
            "bic",
            "bank",
            "contact_name",
            "contact_phone",
            "contact_email",
            "payment_days",
            "exempt_reason",
            "outside_scope_reason",
        ]


class FilterForm(forms.Form):
    """What the list of invoices shows."""

    STATES = [
        ("", _("Any state")),
        ("open", _("Open")),
        ("overdue", _("Overdue")),
        ("paid", _("Paid")),
        ("reversed", _("Reversed")),
        ("corrections", _("Corrections")),
    ]
    q = forms.CharField(label=_("Number or municipality"), max_length=80, required=False)
    status = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    jahr = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)
