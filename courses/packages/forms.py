"""The form with which a package is uploaded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError
from campus.uploads.forms import PiecesInput, TakesPieces
from courses.packages import selectors, services, taking
from courses.packages.reading.shapes import Kind
from courses.packages.words import KINDS


class PackageForm(TakesPieces, forms.Form):
    """A ZIP file for one of one's own providers."""

    file = forms.FileField(
        label=_("Package"),
        error_messages={
            "required": _("Choose the ZIP file that your authoring tool has exported."),
            "empty": _("This file is empty. Export the package again."),
        },
    )
    standard = forms.ChoiceField(
        label=_("Standard"),
        choices=[("", _("Recognise it")), *((kind.value, word) for kind, word in KINDS.items())],
        required=False,
        help_text=_("If you choose one, a package of another standard is refused."),
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
        accepted = {"accept": ".zip,.h5p,.xml,application/zip,text/xml"}
        self.take_pieces(PiecesInput(user=user, purpose=taking.PURPOSE, attrs=accepted))

    def clean(self) -> dict[str, Any]:
        """Refuse what follows another standard than was said."""
        cleaned: dict[str, Any] = super().clean() or {}
        wanted, upload = cleaned.get("standard"), cleaned.get("file")
        if wanted and upload:
            try:
                services.check_kind(upload.file, Kind(wanted))
            except DomainError as error:
                self.add_error("file", str(error))
        return cleaned
