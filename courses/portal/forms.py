"""The form with which HR arranges its municipality's page."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class LandingForm(forms.Form):
    """Greeting and the courses that staff see first."""

    greeting = forms.CharField(
        label=_("Greeting"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three friendly sentences to your staff."),
    )
    courses: Any = forms.ModelMultipleChoiceField(
        label=_("Courses we recommend"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They stand first on your page, in the order of the alphabet."),
    )

    def __init__(self, *args: Any, courses: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["courses"].queryset = courses  # type: ignore[attr-defined]
