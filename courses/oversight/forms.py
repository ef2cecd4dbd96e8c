"""The form of the ladder."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_DAYS = 90


class LadderForm(forms.Form):
    """After how many working days who is told; an empty field leaves the step out."""

    superior_after = forms.IntegerField(
        label=_("Heads of departments after … working days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Empty: heads are not told."),
    )
    personnel_after = forms.IntegerField(
        label=_("Human resources after … working days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Empty: human resources are not told."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse steps in the wrong order."""
        values: dict[str, Any] = super().clean() or {}
        first, second = values.get("superior_after"), values.get("personnel_after")
        if first is not None and second is not None and second < first:
            raise ValidationError(
                {"personnel_after": _("Human resources are told after the heads of departments.")}
            )
        return values
