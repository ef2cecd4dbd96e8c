"""Forms of HR for obligations."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from courses.catalogue.models import CoursePage
    from members.organisations.models import Municipality


def _in_the_tree(municipality: "Municipality") -> list[tuple[int, str]]:
    """Return the departments as choices, each below the one it belongs to."""
    rows = people.department_rows(municipality)
    return [(row.department.pk, f"{'– ' * row.depth}{row.department}") for row in rows]


class ObligationForm(forms.Form):
    """Which course is obligatory for whom, until when and why."""

    course: Any = forms.ModelChoiceField(
        label=_("Course"), queryset=None, empty_label=_("Choose a course")
    )
    departments: Any = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to address all staff. Departments below a chosen one count too."),
    )
    due_on = forms.DateField(
        label=_("Due on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    legal_basis = forms.CharField(
        label=_("Reason or legal basis"),
        max_length=240,
        help_text=_("The staff read this sentence, for example: Section 3 of the IT guideline."),
    )

    def __init__(
        self,
        *args: Any,
        municipality: "Municipality",
        courses: "QuerySet[CoursePage]",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]
        departments = people.departments_of(municipality)
        self.fields["departments"].queryset = departments  # type: ignore[attr-defined]
        self.fields["departments"].choices = _in_the_tree(municipality)  # type: ignore[attr-defined]
        self.fields["due_on"].widget.attrs["min"] = dates.today().isoformat()


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
