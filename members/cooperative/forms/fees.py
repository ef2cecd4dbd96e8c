"""Fee schedules. Classes are typed by their upper end only, so that no gap can arise."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campus.kit.euros import EuroField
from members.cooperative.models import FeeSchedule
from members.cooperative.services import BracketData

ROWS = 8


class BracketForm(forms.Form):
    """One population class."""

    population_until = forms.IntegerField(
        label=_("Inhabitants up to"), required=False, min_value=0, max_value=10_000_000
    )
    mandatory_shares = forms.IntegerField(
        label=_("Mandatory shares"), required=False, min_value=1, max_value=500
    )
    contribution = EuroField(label=_("Yearly contribution in euros"), required=False)

    def clean(self) -> dict[str, Any] | None:
        """Shares and contribution belong together; an upper end alone is no class."""
        data = self.cleaned_data
        values = [data.get(name) for name in ("mandatory_shares", "contribution")]
        begun = data.get("population_until") is not None or values != [None, None]
        if begun and None in values and not self.errors:
            raise ValidationError(
                _("Please give both the shares and the contribution of a class."), code="half"
            )
        return data

    @property
    def is_filled(self) -> bool:
        """Tell whether the row is a class."""
        return self.cleaned_data.get("contribution") is not None


class BaseBracketFormSet(forms.BaseFormSet):
    """All classes of a schedule."""

    def clean(self) -> None:
        """There must be a last class without an upper end."""
        if any(self.errors):
            return
        rows = [form for form in self.forms if form.is_filled]
        ends = [form.cleaned_data["population_until"] for form in rows]
        if not rows or ends[-1] is not None:
            raise ValidationError(_("Leave “inhabitants up to” of the last class empty."))
        numbers = ends[:-1]
        if None in numbers or numbers != sorted(set(numbers)):
            raise ValidationError(_("The upper ends of the classes must rise from row to row."))

    def brackets(self) -> list[BracketData]:
        """Return the classes, each beginning where the one before ends."""
        rows: list[BracketData] = []
        start = 0
        for form in self.forms:
            if form.is_filled:
                data = form.cleaned_data
                end = data["population_until"]
                rows.append(BracketData(start, end, data["mandatory_shares"], data["contribution"]))
                start = (end or 0) + 1
        return rows


BracketFormSet: type[BaseBracketFormSet] = forms.formset_factory(  # type: ignore[assignment]
    BracketForm, formset=BaseBracketFormSet, extra=0, max_num=ROWS, validate_max=True
)


def bracket_rows(schedule: FeeSchedule | None) -> Sequence[dict[str, Any]]:
    """Return the rows of the form: the schedule's classes and empty rows up to eight."""
    rows: list[dict[str, Any]] = []
    if schedule:
        rows = [
            {
                "population_until": bracket.population_until,
                "mandatory_shares": bracket.mandatory_shares,
                "contribution": bracket.contribution,
            }
            for bracket in schedule.brackets.all()
        ]
    return rows + [{} for _row in range(ROWS - len(rows))]


class ScheduleForm(forms.Form):
    """Year and value of a share."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    share_value = EuroField(label=_("Value of a share in euros"))

    def clean_share_value(self) -> Decimal:
        """A share is worth something."""
        value: Decimal = self.cleaned_data["share_value"]
        if value <= 0:
            raise ValidationError(_("A share is worth more than 0 €."), code="zero")
        return value


class YearForm(forms.Form):
    """For which year contributions are charged."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
