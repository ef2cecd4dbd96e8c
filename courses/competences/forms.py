"""Forms of the competence check."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.competences.content import Area, Name, RoleModel


def in_my_language(name: Name) -> str:
    """Return a text in the language of the page."""
    return name.in_language(get_language() or "de")


class AimForm(forms.Form):
    """The role whose targets count."""

    role = forms.ChoiceField(label=_("Which work do you do, or want to do?"))

    def __init__(self, *args: Any, model: RoleModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.slug, in_my_language(one.name)) for one in model.roles]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


class BeginForm(AimForm):
    """The same with the framework."""

    framework: Any = forms.ModelChoiceField(
        label=_("Framework"),
        queryset=None,
        empty_label=None,
        help_text=_("If in doubt, leave it as it is."),
    )
    field_order = ("role", "framework")

    def __init__(self, *args: Any, frameworks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["framework"].queryset = frameworks  # type: ignore[attr-defined]


class AreaForm(forms.Form):
    """One area of the questionnaire: a level for each competence."""

    def __init__(self, *args: Any, area: Area, levels: Any, answers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [_("I have not done this yet"), *map(in_my_language, levels)]
        for one in area.competences:
            self.fields[field_name(one.code)] = forms.TypedChoiceField(
                label=in_my_language(one.name),
                help_text=in_my_language(one.hint),
                choices=list(enumerate(words)),
                coerce=int,
                widget=forms.RadioSelect,
                initial=answers.get(one.code),
                error_messages={"required": _("Please choose what fits best.")},
            )

    @property
    def given(self) -> dict[str, int]:
        """Return the valid answers by code, even if others are missing."""
        return {code_of(name): level for name, level in self.cleaned_data.items()}


def field_name(code: str) -> str:
    """Return the name of the field for a competence."""
    return f"k_{code.replace('.', '_')}"


def code_of(name: str) -> str:
    """Return the competence of a field."""
    return name.removeprefix("k_").replace("_", ".")
