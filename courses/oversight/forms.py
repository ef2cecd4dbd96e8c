"""The forms of the ladder, and of what heads assign."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.assignments import reminder_words
from courses.assignments.words import deadline_words
from courses.oversight.handing import Handing
from members.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from courses.assignments.models import Obligation
    from members.people.models import Employment

MOST_DAYS = 90
LONGEST_TEXT = 2000


class LinesField(forms.CharField):
    """Text of several lines; a new line counts as one character, as browsers count."""

    def to_python(self, value: Any) -> Any:
        """Return the text with new lines of one kind."""
        return "\n".join(str(super().to_python(value)).splitlines())


class ReminderForm(forms.Form):
    """The words of a reminder; what nobody changed goes to each in the own language."""

    text = LinesField(
        label=_("Text of the mail"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = {key: reminder_words.place(key) for key in reminder_words.PLACES}
        self.fields["text"].help_text = (
            _(
                "In the place of %(name)s, %(obligation)s and %(deadline)s each reads the own. "
                "Left empty, the text suggested goes out."
            )
            % places
        )

    @classmethod
    def suggested(cls) -> "ReminderForm":
        """Return the form with the words that go out if nobody changes them."""
        return cls(initial={"text": reminder_words.standard(is_late=True)})

    def clean_text(self) -> str:
        """Refuse what looks like a place and is none; return "" for the words suggested."""
        text: str = self.cleaned_data["text"]
        unknown = reminder_words.unknown_places(text)
        if unknown:
            known = ", ".join(reminder_words.place(key) for key in reminder_words.PLACES)
            sentence = _("%(unknown)s cannot be put in. Possible are: %(known)s.")
            raise ValidationError(sentence % {"unknown": ", ".join(unknown), "known": known})
        is_standard = text == reminder_words.standard(is_late=True)
        return "" if is_standard else reminder_words.neutral(text)


class LadderForm(forms.Form):
    """After how many working days who is told; an empty field leaves the step out."""

    superior_after = forms.IntegerField(
        label=_("Heads of departments after … working days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Empty: heads are not told."),
    )
    personnel_after = forms.IntegerField(
        label=_("Human resources after … working days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Empty: human resources are not told."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse steps in the wrong order."""
        values: dict[str, Any] = super().clean() or {}
        first, second = values.get("superior_after"), values.get("personnel_after")
        if first is not None and second is not None and second < first:
            raise ValidationError(
                {"personnel_after": _("Human resources are told after the heads of departments.")}
            )
        return values


class HandedForm(forms.Form):
    """Which obligations heads may give to people of their own team."""

    obligations = forms.TypedMultipleChoiceField(
        label=_("Heads may assign"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, obligations: "Collection[Obligation]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {one.pk: one for one in obligations}
        field: Any = self.fields["obligations"]
        field.choices = [
            (key, f"{one.name} ({one.for_whom}; {deadline_words(one)})")
            for key, one in self.rows.items()
        ]

    @property
    def chosen(self) -> "list[Obligation]":
        """Return the obligations that were ticked."""
        return [self.rows[key] for key in self.cleaned_data["obligations"]]


class HandForm(forms.Form):
    """An obligation, and who of the team is to get it."""

    obligation: Any = forms.ModelChoiceField(
        label=_("Obligation"),
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose what you want to assign.")},
    )
    people: Any = forms.ModelMultipleChoiceField(
        label=_("People"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(
        self,
        *args: Any,
        obligations: "QuerySet[Obligation]",
        team: "QuerySet[Employment]",
        led: "Collection[int]",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        what: Any = self.fields["obligation"]
        what.queryset = obligations
        what.label_from_instance = _obligation_in_words
        who: Any = self.fields["people"]
        who.queryset = team.select_related("person", "department")
        # Where somebody works besides is no matter of this head.
        self.departments = people.departments_shown(who.queryset, led)
        who.label_from_instance = self._in_words

    def clean(self) -> dict[str, Any]:
        """Refuse people of another municipality than the obligation's."""
        values: dict[str, Any] = super().clean() or {}
        what, jobs = values.get("obligation"), values.get("people") or ()
        strange = [one for one in jobs if what and one.municipality_id != what.municipality_id]
        if strange:
            names = ", ".join(str(one.person) for one in strange)
            sentence = _("This obligation is of another municipality than: %(names)s.")
            self.add_error("people", sentence % {"names": names})
        return values

    def _in_words(self, job: "Employment") -> str:
        shown = self.departments.get(job.pk)
        return f"{job.person} ({shown})" if shown else str(job.person)

    @property
    def handing(self) -> Handing:
        """Return what was chosen."""
        return Handing(self.cleaned_data["obligation"], list(self.cleaned_data["people"]))


def _obligation_in_words(obligation: "Obligation") -> str:
    return f"{obligation.name} ({deadline_words(obligation)})"
