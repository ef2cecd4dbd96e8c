"""Forms of settlement."""

import datetime as dt
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _


class AgreementForm(forms.Form):
    """What is agreed with a provider."""

    share = forms.DecimalField(
        label=_("Share in per cent"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        localize=True,
    )
    valid_from = forms.DateField(
        label=_("Valid from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        help_text=_("Leave empty for an agreement without an end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    tax_number = forms.CharField(label=_("Tax number of the provider"), max_length=30)
    iban = forms.CharField(label="IBAN", max_length=42)
    contact_email = forms.EmailField(label=_("E-mail address for settlements"))
    vat_rate = forms.DecimalField(
        label=_("VAT rate in per cent"),
        min_value=Decimal(0),
        max_value=Decimal(25),
        max_digits=4,
        decimal_places=2,
        localize=True,
        initial=Decimal(0),
    )
    exempt_reason = forms.CharField(
        label=_("Why without VAT"),
        max_length=200,
        required=False,
        help_text=_("Needed where the rate is 0; it is printed on the statement."),
    )
    note = forms.CharField(
        label=_("Contract"), max_length=200, required=False, help_text=_("Day and file number.")
    )

    def clean(self) -> dict[str, object]:
        """Ask for the reason where there is no VAT, and for days in order."""
        found = super().clean() or {}
        if not found.get("vat_rate") and not found.get("exempt_reason"):
            self.add_error("exempt_reason", _("Please say why there is no VAT."))
        first, last = found.get("valid_from"), found.get("valid_until")
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            self.add_error("valid_until", _("The agreement ends before it begins."))
        return found


class ReasonForm(forms.Form):
    """Why a statement is taken back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("It is printed on the new statement.")
    )


class DisputeForm(forms.Form):
    """What is wrong with a statement."""

    reason = forms.CharField(
        label=_("What is wrong?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Name the lines, so that the office can check them."),
    )


class AnswerForm(forms.Form):
    """The office's answer."""

    text = forms.CharField(
        label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
