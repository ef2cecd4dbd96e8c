"""Forms: compare a name, revoke a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """The name on the paper in somebody's hand."""

    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=180,
        help_text=_("First name and last name as they are printed. We do not store what you type."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


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
