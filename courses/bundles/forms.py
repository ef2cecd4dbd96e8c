"""The form that assigns several things to several sets of people."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.assignments.terms_form import ObligationForm
from courses.assignments.test_first import NOTHING_RENEWED, lacks_in
from courses.bundles.planning import Choice, things_of
from courses.catalogue.choosing import CourseChoices
from courses.pathways import selectors as pathways
from members.people.naming import lines_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.catalogue.models import CoursePage

MOST_THINGS = 30
LONGEST_PROOF = 160
NO_COURSE = _("Choose a course: only a course has a test.")
SETS = ("departments", "positions", "groups", "people")


class BundleForm(ObligationForm):
    """Several courses, paths and proofs, for sets of people, on the terms of one obligation."""

    course = None
    title = None  # type: ignore[assignment]
    path = None  # type: ignore[assignment]
    # Which proofs from elsewhere fulfil it is said course by course.
    accepted_proofs = None  # type: ignore[assignment]
    name = forms.CharField(
        label=_("Name of this assignment"),
        max_length=160,
        required=False,
        help_text=_("Only you see it, for example: Safety briefings 2027."),
    )
    courses: Any = CourseChoices(
        label=_("Courses"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    paths = forms.MultipleChoiceField(
        label=_("Learning paths"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A path is demanded once. To have something repeated choose its courses."),
    )
    proofs = forms.CharField(
        label=_("Proofs from elsewhere"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, for example: First aid. You enter the proofs."),
    )
    carries = forms.BooleanField(
        label=_("Count proofs from obligations that have ended"),
        required=False,
        initial=True,
        help_text=_(
            "Who has proven the same before and whose proof still counts has nothing to do."
        ),
    )
    field_order = ("name", "courses", "paths", "proofs")

    def offer(self, courses: "QuerySet[CoursePage]") -> None:
        """Say of what may be chosen."""
        field: Any = self.fields["courses"]
        field.queryset = courses
        self.versions = {str(one.path_id): one for one in pathways.published_versions()}
        paths: Any = self.fields["paths"]
        paths.choices = [(key, one.title) for key, one in self.versions.items()]

    def clean_proofs(self) -> list[str]:
        """Return each proof once, as the first line writes it."""
        lines = [" ".join(line.split()) for line in lines_of(self.cleaned_data["proofs"])]
        if any(len(line) > LONGEST_PROOF for line in lines):
            raise forms.ValidationError(_("A proof has at most 160 characters."))
        return list({line.casefold(): line for line in reversed(lines)}.values())[::-1]

    def check_things(self, data: dict[str, Any]) -> None:
        """Ask for at least one thing, and not for more than anybody can overlook."""
        chosen = [len(data.get(name) or ()) for name in ("courses", "paths", "proofs")]
        if not any(chosen) and not {"courses", "paths", "proofs"} & self.errors.keys():
            self.add_error("courses", _("Choose at least one course, path or proof."))
        if sum(chosen) > MOST_THINGS:
            self.add_error("courses", _("Choose at most 30 things at once."))

    def why_not_test_first(self, data: dict[str, Any]) -> str:
        """Refuse it where nothing is repeated or no course allows it; the preview names each."""
        if not data.get("valid_months"):
            return str(NOTHING_RENEWED)
        self.lacks = lacks_in(data.get("courses") or ())
        if "" in self.lacks.values():
            return ""
        return " ".join(self.lacks.values()) or str(NO_COURSE)

    @property
    def tests_first(self) -> "tuple[dict[str, dict[str, bool]], dict[str, str]]":
        """Return for which things a renewal begins with the test, and what is said of each."""
        begins = _("The renewal may begin with the test.")
        said = {f"course:{pk}": lack or str(begins) for pk, lack in self.lacks.items()}
        each = {f"course:{pk}": {"test_first": True} for pk, lack in self.lacks.items() if not lack}
        return each, said

    @property
    def choice(self) -> Choice:
        """Return everything that was filled in."""
        data = self.details
        versions = [self.versions[key] for key in data.pop("paths")]
        sets: Any = {name: list(data.pop(name)) for name in SETS}
        each, notes = self.tests_first if data.pop("test_first") else ({}, {})
        return Choice(
            municipality=self.municipality,
            things=things_of(data.pop("courses"), versions, data.pop("proofs")),
            sets=sets,
            title=data.pop("name"),
            carries=data.pop("carries"),
            terms=data,
            each=each,
            notes=notes,
        )
