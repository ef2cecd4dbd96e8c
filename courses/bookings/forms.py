"""Which course for whom, and who takes a single seat."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.bookings.planning import Choice
from courses.catalogue.choosing import CourseChoice
from courses.enrolment import selectors as enrolments
from members.groups import selectors as staff_groups
from members.groups.matching import with_those_below
from members.people import naming
from members.people import selectors as people

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.organisations.models import Municipality
    from members.people.models import Department, Employment

MOST_SEATS = 200


class BookingForm(forms.Form):
    """A course, and people by department, group or name; or seats without names."""

    course: Any = CourseChoice(label=_("Course"), queryset=None, empty_label=_("Please choose"))
    people = forms.CharField(
        label=_("People"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: personnel number, e-mail address or full name."),
    )
    departments: Any = forms.ModelMultipleChoiceField(
        label=_("All of these departments"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Departments below a chosen one count too."),
    )
    groups: Any = forms.ModelMultipleChoiceField(
        label=_("Groups"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    unnamed = forms.IntegerField(
        label=_("Further seats whose people you name later"),
        min_value=0,
        max_value=MOST_SEATS,
        required=False,
        help_text=_("The seats are booked and charged now."),
    )

    def __init__(
        self,
        *args: Any,
        municipality: "Municipality",
        staff: "QuerySet[Employment]",
        departments: "QuerySet[Department]",
        is_whole: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.municipality, self.staff = municipality, staff
        self.fields["course"].queryset = enrolments.bookable_courses(  # type: ignore[attr-defined]
            municipality
        )
        self.fields["departments"].queryset = departments  # type: ignore[attr-defined]
        theirs = {one.pk for one in departments}
        self.fields["departments"].choices = [  # type: ignore[attr-defined]
            row.choice
            for row in people.department_rows(municipality)
            if row.department.pk in theirs
        ]
        groups = staff_groups.groups_of(municipality)
        self.fields["groups"].queryset = groups  # type: ignore[attr-defined]
        if not is_whole:
            del self.fields["unnamed"]

    def clean_people(self) -> "list[Employment]":
        """Find the people among those for whom the user books, or say who cannot be found."""
        names = naming.lines_of(self.cleaned_data["people"])
        found = naming.named(self.staff, names) if names else []
        faults = [one for one in found if isinstance(one, str)]
        if faults:
            raise forms.ValidationError(faults)
        return [one for one in found if not isinstance(one, str)]

    def clean(self) -> dict[str, Any]:
        """Ask for anybody at all, and for no more than anybody can overlook."""
        data = dict(super().clean() or {})
        if self.errors:
            return data
        data["unnamed"] = data.get("unnamed") or 0
        data["jobs"] = self._jobs(data)
        seats = len(data["jobs"]) + data["unnamed"]
        if not seats:
            self.add_error("people", _("Nobody belongs to what you chose. Please name people."))
        if seats > MOST_SEATS:
            self.add_error("people", _("Please book at most 200 seats at once."))
        if enrolments.offer_for(data["course"]) is None:
            self.add_error("course", _("This course cannot be booked at present."))
        return data

    def _jobs(self, data: dict[str, Any]) -> "list[Employment]":
        """Return everybody who was chosen in any way, each once, by name."""
        chosen = [one.pk for one in data["departments"]]
        keys = {job.pk for job in data["people"]}
        parents = staff_groups.parents_in(self.municipality) if chosen else {}
        below = with_those_below(chosen, parents)
        rules = staff_groups.rules_of(data["groups"], self.municipality)
        facts = staff_groups.facts_of(self.staff) if below or rules else []
        keys |= {job.key for job in facts if job.works_in(below)}
        keys |= staff_groups.keys_for(rules, facts)
        return list(self.staff.filter(pk__in=keys).select_related("department", "person__user"))

    @property
    def choice(self) -> Choice:
        """Return everything that was filled in."""
        data = self.cleaned_data
        offer = enrolments.offer_for(data["course"])
        assert offer is not None  # noqa: S101 - `clean` has asked
        return Choice(self.municipality, offer, data["jobs"], data["unnamed"])


class PersonForm(forms.Form):
    """Who takes a seat."""

    person = forms.CharField(
        label=_("Who takes the seat"),
        max_length=200,
        help_text=_("Personnel number, e-mail address or full name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, staff: "QuerySet[Employment]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean_person(self) -> "Employment":
        """Find the person among those for whom the user books."""
        (found,) = naming.named(self.staff, [self.cleaned_data["person"]])
        if isinstance(found, str):
            raise forms.ValidationError(found)
        return found
