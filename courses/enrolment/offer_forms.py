"""The form with which the office opens a course for booking."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit.euros import EuroField
from campus.kit.searched import SearchedChoices
from courses.catalogue.prices import Per
from courses.enrolment import circles
from courses.enrolment.cancellation import FREE_DAYS, FULL_PRICE
from members.organisations import selectors as organisations

FREE = "free"
MOST_DAYS = 365
MODELS = [
    (FREE, _("Free of charge for members")),
    (Per.SEAT.value, _("Per seat")),
    (Per.SESSION.value, _("Per seat and date: for each date that has not begun")),
    (Per.FLAT.value, _("Flat: once per municipality and year, then all its seats are free")),
]


class OfferForm(forms.Form):
    """Price, approval, seats and the course's standing under the law on distance teaching."""

    per = forms.ChoiceField(label=_("Price model"), choices=MODELS, widget=forms.RadioSelect)
    price = EuroField(
        label=_("Net price in euros"),
        required=False,
        help_text=_("Not needed where the course is free of charge."),
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
    free_days = forms.IntegerField(
        label=_("Days after the confirmation in which cancelling is free of charge"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Leave empty for %(days)s days.") % {"days": FREE_DAYS},
    )
    free_days_before = forms.IntegerField(
        label=_("Instead of that: free of charge until so many days before the first date"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_(
            "Only for courses with dates, else leave it empty. Whoever gets a seat later than that "
            "has one day to cancel it free of charge."
        ),
    )
    cancellation_fee = forms.IntegerField(
        label=_("Cancellation fee after that, in per cent of the price"),
        required=False,
        min_value=0,
        max_value=FULL_PRICE,
        help_text=_(
            "Leave empty for 100 per cent: the full price stays charged. A flat price is for all "
            "staff, so that it knows no other fee."
        ),
    )
    is_limited = forms.BooleanField(
        label=_("Only for some municipalities"),
        required=False,
        help_text=_(
            "All others do not find the course in any list; its page says that it cannot be booked "
            "there."
        ),
    )
    groups = forms.ModelMultipleChoiceField(
        circles.groups(), label=_("Groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    municipalities = forms.ModelMultipleChoiceField(
        organisations.open_municipalities(),
        label=_("Single municipalities"),
        required=False,
        widget=SearchedChoices,
    )
    fernusg_status = forms.CharField(
        label=_("FernUSG status"),
        required=False,
        max_length=120,
        help_text=_("Approval number of the ZFU, or why none is needed."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the price the model needs; refuse more seats for one municipality than exist."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("per") == FREE:
            cleaned |= {"per": Per.SEAT.value, "price": Decimal(0)}
            self.errors.pop("price", None)
        elif "price" not in self.errors and cleaned.get("price") is None:
            self.add_error("price", _("Please enter the price, or choose “free of charge”."))
        if cleaned.get("is_limited") and not self.errors.keys() & {"groups", "municipalities"}:
            self._check_circle(cleaned)
        self._complete_cancelling(cleaned)
        seats, most = cleaned.get("seats"), cleaned.get("seats_per_member")
        if seats and most and most > seats:
            self.add_error("seats_per_member", _("That is more than there are seats."))
        return cleaned

    def _complete_cancelling(self, cleaned: dict[str, Any]) -> None:
        """Take what is usual where nothing was said; a flat price knows one fee only."""
        usual = {"free_days": FREE_DAYS, "cancellation_fee": FULL_PRICE}
        for name, value in usual.items():
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = value
        fee = cleaned.get("cancellation_fee", FULL_PRICE)
        if cleaned.get("per") == Per.FLAT and fee != FULL_PRICE:
            self.add_error(
                "cancellation_fee",
                _("A flat price stays charged as a whole. Please leave this empty."),
            )

    def _check_circle(self, cleaned: dict[str, Any]) -> None:
        if not cleaned["groups"] and not cleaned["municipalities"]:
            self.add_error("is_limited", _("Please choose at least one group or municipality."))
