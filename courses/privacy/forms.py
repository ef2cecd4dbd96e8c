"""The two questions before an account is deleted."""

from django import forms
from django.utils.translation import gettext_lazy as _

KEEP, FORGET = "keep", "forget"


class WishForm(forms.Form):
    """The first question: what becomes of the certificates."""

    certificates = forms.ChoiceField(
        label=_("What shall become of your certificates?"),
        choices=[
            (KEEP, _("They stay valid, with my name; anybody with the number can check them")),
            (FORGET, _("Delete them; nobody can check them any more")),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
    )

    @property
    def keep_certificates(self) -> bool:
        """Tell whether the certificates stay."""
        return bool(self.cleaned_data["certificates"] == KEEP)


class SureForm(WishForm):
    """The second question, with the first answer carried along."""

    certificates = forms.ChoiceField(
        choices=[(KEEP, KEEP), (FORGET, FORGET)], widget=forms.HiddenInput
    )
    sure = forms.BooleanField(
        label=_("Yes, delete my account. I know that this cannot be undone."),
        error_messages={"required": _("Please tick the box if you are sure, or cancel.")},
    )
