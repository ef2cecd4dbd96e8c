"""The form with which a package is uploaded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.packages import selectors


class PackageForm(forms.Form):
    """A ZIP file for one of one's own providers."""

    file = forms.FileField(
        label=_("Package"),
        widget=forms.FileInput(attrs={"accept": ".zip,.h5p,application/zip"}),
        error_messages={
            "required": _("Choose the ZIP file that your authoring tool has exported."),
            "empty": _("This file is empty. Export the package again."),
        },
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        required=False,
        help_text=_("Leave it empty to take the title from the package."),
    )
    provider: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Provider"), queryset=None, empty_label=None
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["provider"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = selectors.providers_for(user)
