"""One field of a form for files of any size: sent in pieces by a script, else with the form."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from campus.uploads import selectors, services
from campus.uploads.errors import NoSuchUpload
from campus.uploads.files import UploadedInPieces
from campus.uploads.purposes import purpose_with

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a form's field is called that holds the key of an upload.
ENDING = "-hochgeladen"


class PiecesInput(forms.ClearableFileInput):
    """A choice of a file, with its progress and what was left behind earlier."""

    def __init__(self, *, user: Any, purpose: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.user, self.purpose = user, purpose
        self.held: UploadedInPieces | None = None
        self.is_lost = self.is_let_go = False

    class Media:
        """What the browser loads for it."""

        css: ClassVar = {"all": ["campus/uploads.css"]}
        js: ClassVar = ["vendor/tus-js-client/tus.min.js", "campus/js/uploads.js"]

    def value_from_datadict(self, data: "Mapping[str, Any]", files: Any, name: str) -> Any:
        """Return the file of the form, or else the upload that the form names."""
        sent, key = super().value_from_datadict(data, files, name), data.get(name + ENDING)
        if sent or not key:
            return sent
        self.held = selectors.whole_file(self.user, self.purpose, key)
        # Drawing the form asks once more, when a refused upload is gone on purpose.
        self.is_lost = self.held is None and not self.is_let_go
        return self.held

    def value_omitted_from_data(self, data: "Mapping[str, Any]", files: Any, name: str) -> bool:
        """Tell whether neither way was used."""
        return super().value_omitted_from_data(data, files, name) and name + ENDING not in data

    def let_go(self) -> None:
        """Forget the upload: it was refused, or something was made of it."""
        services.let_go(self.held)
        self.held, self.is_let_go = None, True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the plain choice with what the script needs around it."""
        purpose = purpose_with(self.purpose)
        context = {
            "plain": super().render(name, value, attrs, renderer),
            "name": name,
            "hidden": name + ENDING,
            "purpose": self.purpose,
            "held": self.held.upload if self.held else None,
            "is_lost": self.is_lost,
            "limit": purpose.limit() if purpose else 0,
            "limit_megabytes": selectors.in_megabytes(purpose.limit() if purpose else 0),
            "open": selectors.open_of(self.user, self.purpose),
        }
        return render_to_string("uploads/field.html", context)


class TakesPieces(forms.BaseForm):
    """A form with one field for files of any size.

    A file that is refused is forgotten. Where only another field is wrong, the upload is shown
    again, so that it need not be sent once more.
    """

    pieces_field = "file"

    def take_pieces(self, widget: PiecesInput) -> None:
        """Let the field take uploads."""
        field = self.fields[self.pieces_field]
        widget.is_required = field.required
        widget.attrs.update(field.widget_attrs(widget))
        field.widget = widget

    @property
    def pieces(self) -> PiecesInput | None:
        """Return the widget; None where the form was made without the field."""
        field = self.fields.get(self.pieces_field)
        widget = field.widget if field else None
        return widget if isinstance(widget, PiecesInput) else None

    def full_clean(self) -> None:
        """Check all; then the upload is this form's alone, or gone."""
        super().full_clean()
        widget = self.pieces
        if not self.is_bound or widget is None or widget.held is None:
            return
        if not self.errors:
            try:
                services.claim(widget.held)
            except NoSuchUpload as error:
                self.add_error(self.pieces_field, str(error))
        if self.pieces_field in self.errors:
            widget.let_go()

    def let_go(self) -> None:
        """Forget the upload: a film or package was made of it, or it was refused after all."""
        if self.pieces is not None:
            self.pieces.let_go()
