"""Forms of the rule of two."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.second_person.models import LONGEST_REASON


class RuleForm(forms.Form):
    """From how many people on two decide."""

    from_people = forms.IntegerField(
        label=_("A second person releases what concerns this many people or more"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Empty: one person is enough. 1: every import and every joint assignment."),
        widget=forms.NumberInput(attrs={"class": "kc-input--short"}),
    )


class RefuseForm(forms.Form):
    """Why it is not released."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only for refusing. The person who has proposed it reads it."),
    )
