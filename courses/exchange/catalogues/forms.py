"""The form by which the office adds and changes a catalogue."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.exchange.catalogues.getting import is_good
from courses.exchange.models import CatalogueSource


class SourceForm(forms.ModelForm):
    """Name, address, licence note, on or off."""

    class Meta:
        model = CatalogueSource
        fields = ("name", "address", "licence_note", "is_on")
        widgets = {
            "address": forms.TextInput(attrs={"inputmode": "url"}),
            "licence_note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "name": _("As people know it, for example “openHPI”. It stands on every course."),
            "address": _("Where the catalogue lies in the words of MOOChub v3 (JSON)."),
            "licence_note": _("What the other platform allows, and where that is written down."),
            "is_on": _("Off takes all its courses out of our catalogue at once."),
        }
        error_messages = {
            "name": {"unique": _("Another catalogue has this name. Choose another one.")},
            "address": {"unique": _("This catalogue is read already. You find it in the list.")},
        }

    def clean_address(self) -> str:
        """Refuse what is never asked."""
        address: str = self.cleaned_data["address"].strip()
        if not is_good(address):
            raise ValidationError(
                _("Enter a whole address that begins with https:// and has no password in it.")
            )
        return address

    @property
    def values(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
