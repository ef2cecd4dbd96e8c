"""Why a proof is not recognised."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.transfer.models import LONGEST_REASON


class RefuseForm(forms.Form):
    """The reason that the person reads."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person concerned reads it."),
    )
