"""The form of an onboarding plan: who, what, and until when for each thing."""

import hashlib
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus.kit import dates
from courses.assignments.choices import DueStart, DueUnit
from courses.bundles.planning import Thing, things_of
from courses.catalogue.choosing import CourseChoices
from courses.onboarding.planning import Draft
from courses.pathways import selectors as pathways
from members.groups import selectors as staff_groups
from members.groups.matching import tidied
from members.people import selectors as people
from members.people.naming import lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from courses.catalogue.models import CoursePage
    from courses.onboarding.models import Plan, Version
    from members.organisations.models import Municipality

MOST_THINGS = 30
LONGEST_PROOF = 160
RULE = ("departments", "groups", "position_words", "entered_from", "entered_until", "follows_moves")
STARTS = [(one.value, one.label) for one in (DueStart.ENTRY, DueStart.ASSIGNMENT)]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _short() -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "kc-input--short"})


class PlanForm(forms.Form):
    """A name, a rule for people, things; each thing is asked for its deadline afterwards."""

    name = forms.CharField(
        label=_("Name of the plan"),
        max_length=80,
        help_text=_("The newcomers read it, too, for example: New in the building authority."),
    )
    legal_basis = forms.CharField(
        label=_("Reason or legal basis"),
        max_length=240,
        help_text=_("The staff read this sentence, for example: Section 3 of the IT guideline."),
    )
    entered_from = forms.DateField(
        label=_("First working day on or after"), widget=_day(), initial=dates.today
    )
    entered_until = forms.DateField(
        label=_("First working day on or before"),
        required=False,
        widget=_day(),
        help_text=_("Empty: without an end. After this day nobody comes in any more."),
    )
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
    groups: Any = forms.ModelMultipleChoiceField(
        label=_("And belongs to one of these groups"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    follows_moves = forms.BooleanField(
        label=_("Also whoever changes there from another department or position"),
        required=False,
        help_text=_("Deadlines from the first working day on have then often passed already."),
    )
    courses: Any = CourseChoices(
        label=_("Courses"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    paths = forms.MultipleChoiceField(
        label=_("Learning paths"), required=False, widget=forms.CheckboxSelectMultiple
    )
    proofs = forms.CharField(
        label=_("Proofs from elsewhere"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, for example: First aid. You enter the proofs."),
    )

    def __init__(
        self,
        *args: Any,
        municipality: "Municipality",
        courses: "QuerySet[CoursePage]",
        plan: "Plan | None" = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.municipality, self.plan = municipality, plan
        self.versions = {str(one.path_id): one for one in pathways.published_versions()}
        fields: Any = self.fields
        fields["courses"].queryset = courses
        fields["paths"].choices = [(key, one.title) for key, one in self.versions.items()]
        fields["groups"].queryset = staff_groups.groups_of(municipality)
        fields["departments"].queryset = people.departments_of(municipality)
        rows = people.department_rows(municipality)
        fields["departments"].choices = [row.choice for row in rows]

    def clean_position_words(self) -> str:
        """Keep each word once."""
        return tidied(self.cleaned_data["position_words"])

    def clean_proofs(self) -> list[str]:
        """Return each proof once, as the first line writes it."""
        lines = [" ".join(line.split()) for line in lines_of(self.cleaned_data["proofs"])]
        if any(len(line) > LONGEST_PROOF for line in lines):
            raise forms.ValidationError(_("A proof has at most 160 characters."))
        return list({line.casefold(): line for line in reversed(lines)}.values())[::-1]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one thing, and for days in their order."""
        data = dict(super().clean() or {})
        first, last = data.get("entered_from"), data.get("entered_until")
        if first and last and last < first:
            self.add_error("entered_until", _("The last day lies before the first day."))
        chosen = [len(data.get(name) or ()) for name in ("courses", "paths", "proofs")]
        if not any(chosen) and not {"courses", "paths", "proofs"} & self.errors.keys():
            self.add_error("courses", _("Choose at least one course, path or proof."))
        if sum(chosen) > MOST_THINGS:
            self.add_error("courses", _("Choose at most 30 things at once."))
        return data

    @property
    def things(self) -> list[Thing]:
        """Return what was chosen."""
        data = self.cleaned_data
        versions = [self.versions[key] for key in data["paths"]]
        return things_of(data["courses"], versions, data["proofs"])

    def draft(self, steps: "Steps") -> Draft:
        """Return everything that was filled in, the things in the order of their places."""
        data = self.cleaned_data
        rule = {name: data[name] for name in RULE}
        rule |= {name: list(rule[name]) for name in ("departments", "groups")}
        return Draft(
            municipality=self.municipality,
            name=data["name"],
            legal_basis=data["legal_basis"],
            rule=rule,
            things=steps.in_order(),
            terms=steps.terms,
            plan=self.plan,
        )


class StepForm(forms.Form):
    """When one thing is due, and after which others it stands in the list."""

    place = forms.IntegerField(
        label=_("Place in the list"), min_value=1, max_value=99, widget=_short()
    )
    due_amount = forms.IntegerField(
        label=_("Time for it"), min_value=1, max_value=999, widget=_short()
    )
    due_unit = forms.ChoiceField(label=_("Counted in"), choices=DueUnit.choices)
    due_start = forms.ChoiceField(label=pgettext_lazy("deadline", "From when"), choices=STARTS)


USUAL = {
    "due_amount": 30,
    "due_unit": DueUnit.DAYS.value,
    "due_start": DueStart.ENTRY.value,
}


class Steps:
    """A small form for each thing; what has not been filled in yet has the usual deadline."""

    def __init__(
        self,
        things: "list[Thing]",
        data: "Mapping[str, Any]",
        known: "Mapping[str, Mapping[str, Any]]",
    ) -> None:
        self.things = things
        self.forms = [
            (thing, _step_form(thing, data, {"place": place, **USUAL, **known.get(thing.key, {})}))
            for place, thing in enumerate(things, start=1)
        ]

    def are_valid(self) -> bool:
        """Tell whether every deadline can be understood."""
        return not any(form.errors for _thing, form in self.forms)

    @property
    def terms(self) -> dict[str, dict[str, Any]]:
        """Return the deadline of each thing by its key."""
        return {
            thing.key: {name: form.cleaned_data[name] for name in USUAL}
            for thing, form in self.forms
        }

    def in_order(self) -> list[Thing]:
        """Return the things in the order of their places; of one place as they were chosen."""
        rows = sorted(self.forms, key=lambda row: row[1].cleaned_data["place"])
        return [thing for thing, _form in rows]


def _step_form(thing: Thing, data: "Mapping[str, Any]", usual: "dict[str, Any]") -> StepForm:
    prefix = f"step-{hashlib.sha256(thing.key.encode()).hexdigest()[:10]}"
    values = {
        f"{prefix}-{name}": data.get(f"{prefix}-{name}", value) for name, value in usual.items()
    }
    return StepForm(values, prefix=prefix)


def values_of(version: "Version") -> dict[str, Any]:
    """Return what the form shows of a version."""
    keys = [one.key.partition(":") for one in version.items.all()]
    named = {one.key: one.title for one in version.items.all()}
    return {
        "name": version.plan.name,
        "legal_basis": version.legal_basis,
        "entered_from": version.entered_from,
        "entered_until": version.entered_until,
        "follows_moves": version.follows_moves,
        "position_words": version.position_words,
        "departments": [one.pk for one in version.departments.all()],
        "groups": [one.pk for one in version.groups.all()],
        "courses": [key for kind, _colon, key in keys if kind == "course"],
        "paths": [key for kind, _colon, key in keys if kind == "path"],
        "proofs": "\n".join(
            named[f"{kind}:{key}"] for kind, _colon, key in keys if kind == "proof"
        ),
    }


def deadlines_of(version: "Version | None") -> dict[str, dict[str, Any]]:
    """Return the places and deadlines of a version by the key of each thing."""
    return {
        one.key: {"place": one.position, **{name: getattr(one, name) for name in USUAL}}
        for one in (version.items.all() if version else ())
    }
