"""The form with which the office revokes a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevokeForm(forms.Form):
    """Why a certificate is revoked, and whether another takes its place."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=240,
        help_text=_("For the files of the office. The public page does not show it."),
    )
    replace = forms.BooleanField(
        label=_("Issue a corrected certificate at once"),
        required=False,
        help_text=_("With the name and the titles as they are stored today."),
    )
