"""The forms with which the office adds a discount or a date to a course."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit.euros import EuroField

DAY = {"type": "date"}


class DiscountForm(forms.Form):
    """From when to when, and what is taken off."""

    first_day = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    last_day = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    percent = forms.DecimalField(
        label=_("Per cent off"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text=_("Either per cent off, or a reduced price."),
    )
    amount = EuroField(label=_("Reduced net price in euros"), required=False)
    seats = forms.IntegerField(
        label=_("For at most so many seats"),
        required=False,
        min_value=1,
        help_text=_("Leave empty for no limit. With a flat price: for so many municipalities."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two ways to lower a price, and for days in order."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = [name for name in ("percent", "amount") if cleaned.get(name) is not None]
        if len(given) != 1 and not self.errors:
            self.add_error("percent", _("Please enter either per cent off or a reduced price."))
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            self.add_error("last_day", _("The discount ends before it begins."))
        return cleaned


class DateForm(forms.Form):
    """A date of the course."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    begins = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Ends at"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("Place"), required=False, max_length=160)

    def clean(self) -> dict[str, Any]:
        """Refuse a date that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The date ends before it begins. Please correct the end."))
        return cleaned
