"""Forms of paths, prerequisites and earlier learning."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.pathways.files import MEGABYTES
from courses.pathways.plans import COUNTED, MOST_POINTS, USUAL_POINTS, Rule
from courses.pathways.words import RULES

MOST_NEEDED = 1000


class _RuleForm(forms.Form):
    """A rule with the number it counts to."""

    rule = forms.ChoiceField(label=_("When does it count as complete?"), choices=RULES)
    need = forms.IntegerField(
        label=_("How many courses or points?"),
        required=False,
        min_value=1,
        max_value=MOST_NEEDED,
        help_text=_("Only for “at least so many”."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the number where the rule counts; forget it elsewhere."""
        data = super().clean() or {}
        if data.get("rule") not in COUNTED:
            data["need"] = 0
        elif not data.get("need") and "need" not in self.errors:
            self.add_error("need", _("Say how many courses or points are needed: at least one."))
        return data


class PathForm(_RuleForm):
    """Title, promise and rule of a path."""

    title = forms.CharField(label=_("Title"), max_length=120)
    promise = forms.CharField(label=_("What is it good for, in one sentence?"), max_length=240)
    field_order = ("title", "promise", "provider", "rule", "need")


class NewPathForm(PathForm):
    """The same, with the provider in whose name it is made."""

    provider: Any = forms.ModelChoiceField(label=_("Made by"), queryset=None, required=False)

    def __init__(self, *args: Any, providers: Any, for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["provider"]
        field.queryset = providers  # type: ignore[attr-defined]
        field.required = not for_all
        if for_all:
            field.empty_label = _("Office of the cooperative")  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A course to be added."""

    course: Any = forms.ModelChoiceField(label=_("Course"), queryset=None)
    into = forms.TypedChoiceField(label=_("Where to"), required=False, coerce=int, empty_value=None)
    points = forms.IntegerField(
        label=_("Points for the best result"),
        min_value=0,
        max_value=MOST_POINTS,
        initial=USUAL_POINTS,
        help_text=_("Counts only where points are asked for."),
    )

    def __init__(self, *args: Any, courses: Any, sets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]
        choices = [("", _("to the end of the path")), *sets]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]


class SetForm(_RuleForm):
    """A set of courses inside a path."""

    title = forms.CharField(label=_("Title of the set"), max_length=120)
    field_order = ("title", "rule", "need")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"rule": Rule.AT_LEAST})
        super().__init__(*args, **kwargs)


class PrerequisitesForm(forms.Form):
    """The courses that come before a course."""

    first: Any = forms.ModelMultipleChoiceField(
        label=_("These courses come first"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All of them have to be completed or recognised."),
    )

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].queryset = courses  # type: ignore[attr-defined]


class DayInput(forms.DateInput):
    """A day, written as browsers want it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class EvidenceForm(forms.Form):
    """What somebody learnt elsewhere."""

    title = forms.CharField(
        label=_("What did you learn?"),
        max_length=160,
        help_text=_("As it stands on the certificate."),
    )
    issuer = forms.CharField(label=_("Where?"), max_length=160)
    completed_on = forms.DateField(label=_("Finished on"), widget=DayInput())
    wanted: Any = forms.ModelChoiceField(
        label=_("Which course here does it replace?"),
        queryset=None,
        required=False,
        empty_label=_("I do not know"),
        help_text=_("The provider of that course decides; otherwise the office does."),
    )
    file = forms.FileField(
        label=_("Evidence"),
        help_text=_("PDF, PNG or JPEG, at most %(megabytes)s megabytes.")
        % {"megabytes": MEGABYTES},
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wanted"].queryset = courses  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What a reviewer decides."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[("accept", _("Recognise")), ("refuse", _("Do not recognise"))],
        widget=forms.RadioSelect,
    )
    course: Any = forms.ModelChoiceField(
        label=_("Counts for the course"), queryset=None, required=False, empty_label="–"
    )
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: without an end."),
    )
    reason = forms.CharField(
        label=_("Reason, if you do not recognise it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]

    def clean_valid_until(self) -> Any:
        """Refuse an end in the past: it would count for nothing."""
        day = self.cleaned_data["valid_until"]
        if day and day < dates.today():
            raise forms.ValidationError(_("This day is over. Choose a later one, or none."))
        return day
