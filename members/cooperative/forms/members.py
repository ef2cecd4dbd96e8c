"""Entries on a member's page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit.euros import EuroField
from members.cooperative.forms.fields import DayField, ResolutionForm


class DayForm(forms.Form):
    """As of which day a list is shown."""

    stichtag = DayField(label=_("As of"), required=False)


class SharePaymentForm(forms.Form):
    """Money received for shares."""

    amount = EuroField(label=_("Amount in euros"))
    paid_on = DayField(label=_("Received on"), past_only=True)
    bank_reference = forms.CharField(
        label=_("Reference on the bank statement"),
        max_length=80,
        help_text=_("Statement number and line; each reference can be entered once."),
    )


class FurtherSharesForm(ResolutionForm):
    """Further shares, admitted by the board."""

    shares = forms.IntegerField(label=_("Number of further shares"), min_value=1, max_value=1000)
    field_order = ["shares", "number", "decided_on", "text"]


class NoticeForm(forms.Form):
    """A member's notice."""

    declared_on = DayField(label=_("Notice received on"), past_only=True)
    reason = forms.CharField(label=_("Note"), max_length=200, initial=_("Notice by the member"))
