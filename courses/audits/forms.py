"""Forms: what a package is to prove, and what is to be checked."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.audits import selectors
from courses.audits.manifests import hash_in
from courses.audits.questions import Question
from members.people import naming
from members.people import selectors as people

if TYPE_CHECKING:
    from members.organisations.models import Municipality

EARLIEST = dt.date(2000, 1, 1)


class QuestionForm(forms.Form):
    """The day, whom, which obligations; nothing chosen means all of them."""

    day = forms.DateField(
        label=_("As of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The package says how everybody stood at the end of this day."),
    )
    obligations = forms.TypedMultipleChoiceField(
        label=_("Obligations"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to prove all that ran on this day."),
    )
    departments = forms.TypedMultipleChoiceField(
        label=_("Departments"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none for all staff. Departments below a chosen one count too."),
    )
    people = forms.CharField(
        label=_("Single people"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: personnel number, e-mail address or full name."),
    )
    documents = forms.BooleanField(
        label=_("Enclose the documents of proofs from elsewhere"),
        required=False,
        help_text=_("Certificates may say more than an audit needs. Enclose them only if asked."),
    )

    def __init__(self, *args: Any, municipality: "Municipality", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        fields: Any = self.fields
        fields["day"].widget.attrs["max"] = dates.today().isoformat()
        fields["obligations"].choices = [
            (pk, _named(name, ended))
            for pk, name, ended in selectors.obligations_ever(municipality)
        ]
        fields["departments"].choices = [
            (row.department.pk, f"{'– ' * row.depth}{row.department}")
            for row in people.department_rows(municipality)
        ]

    def clean_day(self) -> dt.date:
        """Refuse a day that has not come yet."""
        day: dt.date = self.cleaned_data["day"]
        if day > dates.today():
            raise forms.ValidationError(_("This day has not come yet."))
        if day < EARLIEST:
            raise forms.ValidationError(_("Choose a day since the year 2000."))
        return day

    def clean(self) -> dict[str, Any]:
        """Find the people among the staff of that day, or say who cannot be found."""
        data = dict(super().clean() or {})
        names = naming.lines_of(data.get("people") or "")
        data["chosen"] = []
        if names and data.get("day"):
            staff = people.staff_of(self.municipality, day=data["day"])
            found = naming.named(staff, names)
            faults = [one for one in found if isinstance(one, str)]
            if faults:
                self.add_error("people", faults)
            data["chosen"] = [one.pk for one in found if not isinstance(one, str)]
        return data

    @property
    def question(self) -> Question:
        """Return what was filled in."""
        data = self.cleaned_data
        return Question(
            day=data["day"],
            departments=tuple(data["departments"]),
            people=tuple(data["chosen"]),
            obligations=tuple(data["obligations"]),
            documents=data["documents"],
        )


def _named(name: str, ended: dt.date | None) -> str:
    if ended is None:
        return name
    words = _("%(name)s (ended on %(day)s)")
    return str(words) % {"name": name, "day": date_format(ended, "SHORT_DATE_FORMAT")}


class CheckForm(forms.Form):
    """A package, or its hash."""

    package = forms.FileField(
        label=_("Package (ZIP file)"),
        required=False,
        help_text=_("At most 50 MB. The file is checked and not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )
    sha256 = forms.CharField(
        label=_("or its hash (SHA-256)"),
        required=False,
        max_length=200,
        help_text=_("64 letters and digits, of the whole file or of manifest.json."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of both, and for a hash that is one."""
        data = dict(super().clean() or {})
        typed = data.get("sha256") or ""
        if not data.get("package") and not typed and not self.errors:
            self.add_error("package", _("Choose the package, or enter its hash."))
        data["hash"] = hash_in(typed)
        if typed and not data["hash"] and not data.get("package"):
            self.add_error("sha256", _("A hash has 64 letters from a to f and digits."))
        return data
