"""Forms of HR for obligations."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.assignments import audiences
from courses.assignments.choices import DEFAULT_WINDOW, DueStart, DueUnit, ExpiryRule
from courses.assignments.forms_of_proofs import AcceptedProofs
from courses.assignments.test_first import why_not
from courses.catalogue.choosing import CourseChoice
from courses.pathways import selectors as pathways
from members.groups import selectors as staff_groups
from members.people import naming
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from courses.catalogue.models import CoursePage
    from courses.pathways.models import PathVersion
    from members.organisations.models import Municipality
    from members.people.models import Employment


def picker() -> forms.DateInput:
    """Return a field for a day with the browser's calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _in_the_tree(municipality: "Municipality") -> list[tuple[int, str]]:
    """Return the departments as choices, each below the one it belongs to."""
    return [row.choice for row in people.department_rows(municipality)]


class ObligationForm(forms.Form):
    """What is obligatory for whom, until when, how often and why; the defaults suit most."""

    course: Any = CourseChoice(
        label=_("Course"), queryset=None, required=False, empty_label=_("No course: a proof")
    )
    path = forms.ChoiceField(
        label=_("Learning path"),
        required=False,
        help_text=_(
            "Instead of a course; demanded once. To have something repeated choose its courses."
        ),
    )
    title = forms.CharField(
        label=_("Proof from elsewhere"),
        max_length=160,
        required=False,
        help_text=_("Only without a course, for example: First aid. You enter the proofs."),
    )
    departments: Any = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to address all staff. Departments below a chosen one count too."),
    )
    positions = forms.MultipleChoiceField(
        label=_("Positions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    groups: Any = forms.ModelMultipleChoiceField(
        label=_("Groups"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.CharField(
        label=_("Single people"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: personnel number, e-mail address or full name."),
    )
    accepted_proofs = AcceptedProofs()
    legal_basis = forms.CharField(
        label=_("Reason or legal basis"),
        max_length=240,
        help_text=_("The staff read this sentence, for example: Section 3 of the IT guideline."),
    )
    due_start = forms.ChoiceField(
        label=_("Deadline"), choices=DueStart.choices, initial=DueStart.DAY, required=False
    )
    due_on = forms.DateField(
        label=_("Due on"), required=False, widget=picker(), help_text=_("For a fixed day.")
    )
    due_amount = forms.IntegerField(
        label=_("How long"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("When the time runs from an event on."),
    )
    due_unit = forms.ChoiceField(
        label=_("Counted in"), choices=DueUnit.choices, initial=DueUnit.DAYS, required=False
    )
    starts_on = forms.DateField(
        label=_("Open from"), required=False, widget=picker(), help_text=_("Empty: at once.")
    )
    valid_months = forms.IntegerField(
        label=_("To be repeated after … months"),
        min_value=1,
        max_value=120,
        required=False,
        help_text=_("Empty: once is enough."),
    )
    test_first = forms.BooleanField(
        label=_("Renewal: the test first"),
        required=False,
        help_text=_(
            "Whoever renews may begin with the test and learns only what it shows to be missing. "
            "You see the same as always: status, day and version. It works where the provider has "
            "assigned the questions of the test to the chapters."
        ),
    )
    expiry_rule = forms.ChoiceField(
        label=_("How the validity is counted"),
        choices=ExpiryRule.choices,
        initial=ExpiryRule.COMPLETION,
        required=False,
    )
    fixed_day = forms.DateField(
        label=_("Fixed day"),
        required=False,
        widget=picker(),
        help_text=_("For “to a fixed day”: any of these days, for example 31 December."),
    )
    minimum_months = forms.IntegerField(
        label=_("Valid for at least … months"), min_value=0, max_value=120, required=False
    )
    window_days = forms.IntegerField(
        label=_("May be renewed … days before the end"),
        min_value=0,
        max_value=365,
        initial=DEFAULT_WINDOW,
        required=False,
    )
    carried_days = forms.IntegerField(
        label=_("Days left that are added at most"),
        min_value=0,
        max_value=365,
        required=False,
        help_text=_("Empty: all of them, so that nobody who comes early loses a day."),
    )
    grace_days = forms.IntegerField(
        label=_("Days of grace after the end"), min_value=0, max_value=365, required=False
    )

    def __init__(
        self,
        *args: Any,
        municipality: "Municipality",
        courses: "QuerySet[CoursePage]",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.offer(courses)
        departments = people.departments_of(municipality)
        self.fields["departments"].queryset = departments  # type: ignore[attr-defined]
        self.fields["departments"].choices = _in_the_tree(municipality)  # type: ignore[attr-defined]
        positions = [(one, one) for one in audiences.positions_in(municipality)]
        self.fields["positions"].choices = positions  # type: ignore[attr-defined]
        groups = staff_groups.groups_of(municipality)
        self.fields["groups"].queryset = groups  # type: ignore[attr-defined]
        for name in ("due_on", "starts_on"):
            self.fields[name].widget.attrs["min"] = dates.today().isoformat()

    def offer(self, courses: "QuerySet[CoursePage]") -> None:
        """Say of what may be chosen."""
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]
        found = list(pathways.published_versions())
        choices = [("", _("No learning path")), *((str(one.path_id), one.title) for one in found)]
        self.fields["path"].choices = choices  # type: ignore[attr-defined]
        self.versions: dict[str, PathVersion] = {str(one.path_id): one for one in found}

    def check_things(self, data: dict[str, Any]) -> None:
        """Ask for a course, a learning path or a proof."""
        course, version = data.get("course"), self.versions.get(data.get("path") or "")
        data["path"] = version.path if version else None
        if course and version:
            self.add_error("path", _("Choose either a course or a learning path."))
        if version and data.get("accepted_proofs"):
            words = _("A learning path is fulfilled by its courses. Leave this empty.")
            self.add_error("accepted_proofs", words)
        if version and data.get("valid_months"):
            self.add_error("valid_months", _("A learning path is demanded once. Leave this empty."))
        if not course and not version and not data.get("title") and "course" not in self.errors:
            self.add_error(
                "course", _("Choose a course or a learning path, or name a proof below.")
            )
        if course or version:
            data["title"] = version.title if version else ""

    def clean_people(self) -> "list[Employment]":
        """Find the people, or say who cannot be found."""
        names = naming.lines_of(self.cleaned_data["people"])
        if not names:
            return []
        found = naming.named(people.staff_of(self.municipality), names)
        faults = [one for one in found if isinstance(one, str)]
        if faults:
            raise forms.ValidationError(faults)
        return [one for one in found if not isinstance(one, str)]

    def clean(self) -> dict[str, Any]:
        """Ask for what is meant, and for the half of the deadline that is meant."""
        data = dict(super().clean() or {})
        self.check_things(data)
        data["due_start"] = data.get("due_start") or DueStart.DAY
        if data["due_start"] == DueStart.DAY:
            if not data.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", _("Say until when."))
        elif not data.get("due_amount") and "due_amount" not in self.errors:
            self.add_error("due_amount", _("Say how long there is time."))
        if data.get("test_first") and not {"course", "valid_months"} & self.errors.keys():
            reason = self.why_not_test_first(data)
            if reason:
                self.add_error("test_first", reason)
        return data

    def why_not_test_first(self, data: dict[str, Any]) -> str:
        """Return why a renewal cannot begin with the test; "" where it can."""
        return why_not(data.get("course"), data.get("valid_months"))

    @property
    def details(self) -> dict[str, Any]:
        """Return what was chosen; what was left empty is the default."""
        defaults = {"due_unit": DueUnit.DAYS, "expiry_rule": ExpiryRule.COMPLETION}
        data = {**self.cleaned_data}
        for name in ("due_amount", "minimum_months", "grace_days"):
            data[name] = data.get(name) or 0
        if data.get("window_days") is None:
            data["window_days"] = DEFAULT_WINDOW
        return {**data, **{name: data.get(name) or usual for name, usual in defaults.items()}}


class DepartmentsForm(forms.Form):
    """Which further departments an obligation is to concern."""

    departments: Any = forms.ModelMultipleChoiceField(
        label=_("Further departments"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Departments below a chosen one count too."),
        error_messages={"required": _("Choose at least one department.")},
    )

    def __init__(self, *args: Any, obligation: "Obligation", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = people.departments_of(obligation.municipality)
        known = set(obligation.departments.values_list("pk", flat=True))
        free = [
            choice for choice in _in_the_tree(obligation.municipality) if choice[0] not in known
        ]
        self.fields["departments"].queryset = others.exclude(  # type: ignore[attr-defined]
            pk__in=known
        )
        self.fields["departments"].choices = free  # type: ignore[attr-defined]
