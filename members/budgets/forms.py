"""The form of a budget."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from campus.kit.euros import EuroField
from members.budgets.models import Budget


class BudgetForm(forms.Form):
    """For which cost centre and year, how much, and what happens when it is used up."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    cost_centre = forms.ChoiceField(label=_("Cost centre"), required=False)
    amount = EuroField(label=_("Planned amount in euros, net"))
    mode = forms.ChoiceField(
        label=_("When it is used up"),
        choices=Budget.Mode.choices,
        initial=Budget.Mode.WARN,
        widget=forms.RadioSelect,
        help_text=_("Training that you have made obligatory is never refused."),
    )

    def __init__(self, *args: Any, cost_centres: dict[str, list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = dates.today().year
        years: Any = self.fields["year"]
        years.choices = [(year, str(year)) for year in (this_year, this_year + 1)]
        centres: Any = self.fields["cost_centre"]
        known = sorted(cost_centres.items())
        centres.choices = [
            ("", _("All cost centres together")),
            *((number, f"{number} – {', '.join(names)}") for number, names in known),
        ]
