"""The form of a key."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.scim.models import Key


class KeyForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the key is for, and how far it may go."""

    class Meta:
        model = Key
        fields = ["name", "adds_departments", "invites"]
        labels = {"name": _("What is the key for?")}
        help_texts = {"name": _("For example: directory of the town hall")}
