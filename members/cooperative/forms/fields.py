"""Parts that several forms share."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campus.kit import dates

EARLIEST = dt.date(2000, 1, 1)


class DayField(forms.DateField):
    """A day of the calendar; `past_only` refuses days to come."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, *, past_only: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.past_only = past_only

    def clean(self, value: Any) -> Any:
        """Refuse days that cannot be meant."""
        day = super().clean(value)
        if day is None:
            return None
        if day < EARLIEST or day.year > dates.today().year + 5:
            raise ValidationError(_("Please check the year of this date."), code="year")
        if self.past_only and day > dates.today():
            raise ValidationError(_("This day is still to come."), code="future")
        return day


class ResolutionForm(forms.Form):
    """A decision of a body of the cooperative."""

    number = forms.CharField(
        label=_("Number of the decision"),
        max_length=30,
        help_text=_("As in the minutes, such as V-2026-07."),
    )
    decided_on = DayField(label=_("Decided on"), past_only=True)
    text = forms.CharField(
        label=_("Wording"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def resolution(self) -> dict[str, Any]:
        """Return the decision's values."""
        return {name: self.cleaned_data[name] for name in ("number", "decided_on", "text")}
