"""Forms of the agreement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.policies.sights import Sight
from members.policies.words import SIGHTS


class PolicyForm(forms.Form):
    """The next version: what remains visible, where it is agreed, from when."""

    shown = forms.MultipleChoiceField(
        label=_("What the employer sees besides status and due date"),
        help_text=_("Take away what your agreement does not allow. Nothing can be added."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(one), SIGHTS[one][0]) for one in Sight],
    )
    reference = forms.CharField(
        label=_("Where it is agreed"),
        help_text=_("For example: works agreement on learning, signed on 12 May, section 5."),
        max_length=240,
        error_messages={
            "required": _("Say where this is agreed, so that everybody can look it up.")
        },
    )
    in_force_from = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def hidden(self) -> list[str]:
        """Return what was taken away."""
        chosen: list[Any] = self.cleaned_data["shown"]
        return [str(one) for one in Sight if one not in chosen]
