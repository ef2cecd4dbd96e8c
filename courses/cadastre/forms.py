"""What the office writes into an entry."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.assignments.terms import FAULTS
from courses.assignments.terms_form import AcceptedProofs
from courses.assignments.turns.expiry import Expiry, Rule, fault_of
from courses.cadastre.models import CONTENT, Version

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.catalogue.models import CoursePage

FIELD_OF = {"no_base": "fixed_day", "minimum_too_long": "minimum_months", "no_time": "valid_months"}


class EntryForm(forms.ModelForm):
    """A draft; the defaults are those of the form of obligations."""

    class Meta:
        model = Version
        fields = (*CONTENT, "change")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 8}),
            "target_group": forms.Textarea(attrs={"rows": 3}),
            "accepted_proofs": forms.Textarea(attrs={"rows": 3}),
            "fixed_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(
        self, *args: Any, courses: "QuerySet[CoursePage]", is_first: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        course: Any = self.fields["course"]
        course.queryset = courses
        course.empty_label = _("No course: a proof")
        if is_first:
            del self.fields["change"]
        else:
            self.fields["change"].required = True

    def clean_accepted_proofs(self) -> str:
        """Return the names, each once; refuse what no municipality could take over."""
        names = AcceptedProofs().clean(self.cleaned_data["accepted_proofs"])
        return "\n".join(names)

    def clean(self) -> dict[str, Any]:
        """Ask for either a course or a proof, and for rules that do not contradict themselves."""
        data = dict(super().clean() or {})
        if bool(data.get("course")) == bool(data.get("proof")) and "course" not in self.errors:
            self.add_error("course", _("Choose a course, or name a proof, not both."))
        if not self.errors:
            self._check_rhythm(data)
        return data

    def _check_rhythm(self, data: dict[str, Any]) -> None:
        fault = fault_of(
            Expiry(
                months=data["valid_months"],
                rule=Rule(data["expiry_rule"]),
                window=data["window_days"],
                base=data["fixed_day"],
                minimum=data["minimum_months"],
            )
        )
        if fault:
            self.add_error(FIELD_OF.get(fault, "window_days"), FAULTS[fault])

    @property
    def content(self) -> dict[str, Any]:
        """Return what was written, without the sentence about the change."""
        return {name: self.cleaned_data[name] for name in CONTENT}
