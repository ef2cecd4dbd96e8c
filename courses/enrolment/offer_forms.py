"""The form with which the office opens a course for booking."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit.euros import EuroField


class OfferForm(forms.Form):
    """Price, approval, seats and the course's standing under the law on distance teaching."""

    price = EuroField(
        label=_("Net price per seat in euros"),
        help_text=_("0,00 makes the course free of charge for members."),
    )
    approval_needed = forms.BooleanField(
        label=_("Human resources or a superior must approve each seat"), required=False
    )
    seats = forms.IntegerField(
        label=_("Number of seats"),
        required=False,
        min_value=1,
        help_text=_("Leave empty for as many as you like; who comes later waits in line."),
    )
    seats_per_member = forms.IntegerField(
        label=_("Of these at most for one municipality"),
        required=False,
        min_value=1,
        help_text=_("So that all members get a turn. Leave empty for no limit."),
    )
    fernusg_status = forms.CharField(
        label=_("FernUSG status"),
        required=False,
        max_length=120,
        help_text=_("Approval number of the ZFU, or why none is needed."),
    )

    def clean_price(self) -> Decimal:
        """Refuse a negative price."""
        price: Decimal = self.cleaned_data["price"]
        if price < 0:
            raise forms.ValidationError(_("The price cannot be negative."))
        return price

    def clean(self) -> dict[str, object]:
        """Refuse more seats for one municipality than there are."""
        cleaned = super().clean() or {}
        seats, most = cleaned.get("seats"), cleaned.get("seats_per_member")
        if seats and most and most > seats:
            self.add_error("seats_per_member", _("That is more than there are seats."))
        return cleaned
