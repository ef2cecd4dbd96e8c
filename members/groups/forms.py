"""The form of a group of staff."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.groups.matching import Rule, tidied
from members.groups.models import StaffGroup
from members.groups.selectors import rule_from
from members.people import selectors as people
from members.people.naming import lines_of, name_for, named

if TYPE_CHECKING:
    from members.organisations.models import Municipality
    from members.people.models import Employment


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class GroupForm(forms.Form):
    """A name, conditions that all have to hold, and people by name."""

    name = forms.CharField(label=_("Name of the group"), max_length=120)
    departments: Any = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Departments below a chosen one count too. None: from anywhere."),
    )
    position_words = forms.CharField(
        label=_("The position contains"),
        max_length=200,
        required=False,
        help_text=_("Part of a word is enough. Several between commas: one of them has to occur."),
    )
    entered_from = forms.DateField(
        label=_("First working day on or after"), required=False, widget=_day()
    )
    entered_until = forms.DateField(
        label=_("First working day on or before"), required=False, widget=_day()
    )
    people = forms.CharField(
        label=_("People who belong to it anyway"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: personnel number, e-mail address or full name."),
    )

    def __init__(self, *args: Any, municipality: "Municipality", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        field: Any = self.fields["departments"]
        field.queryset = people.departments_of(municipality)
        field.choices = [row.choice for row in people.department_rows(municipality)]

    def clean_position_words(self) -> str:
        """Keep each word once."""
        return tidied(self.cleaned_data["position_words"])

    def clean_people(self) -> "list[Employment]":
        """Find the people, or say who cannot be found."""
        names = lines_of(self.cleaned_data["people"])
        found = named(people.staff_of(self.municipality), names) if names else []
        faults = [one for one in found if isinstance(one, str)]
        if faults:
            raise forms.ValidationError(faults)
        return [one for one in found if not isinstance(one, str)]

    def clean(self) -> dict[str, Any]:
        """Refuse a rule that nobody can fulfil."""
        data = dict(super().clean() or {})
        first, last = data.get("entered_from"), data.get("entered_until")
        if first and last and last < first:
            self.add_error("entered_until", _("The last day lies before the first day."))
        return data

    @property
    def rule(self) -> Rule:
        """Return the rule that was filled in."""
        data = self.cleaned_data
        return rule_from(
            self.municipality,
            departments=data["departments"],
            words=data["position_words"],
            days=(data["entered_from"], data["entered_until"]),
            members=data["people"],
        )


def values_of(group: StaffGroup) -> dict[str, Any]:
    """Return what the form shows of a group."""
    today = people.staff_of(group.municipality).filter(pk__in=group.people.all())
    return {
        "name": group.name,
        "departments": [one.pk for one in group.departments.all()],
        "position_words": group.position_words,
        "entered_from": group.entered_from,
        "entered_until": group.entered_until,
        "people": "\n".join(name_for(job) for job in today),
    }
