"""An upload that is whole, as forms and storages know uploaded files."""

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile

if TYPE_CHECKING:
    from campus.uploads.models import Upload


class UploadedInPieces(UploadedFile):
    """Lies on the disk already: a storage on the same disk moves it and copies nothing."""

    def __init__(self, upload: "Upload", path: Path) -> None:
        kind = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
        super().__init__(path.open("rb"), upload.name, kind, upload.size)
        self.upload, self.path = upload, path

    def temporary_file_path(self) -> str:
        """Return where it lies; storages ask for this name."""
        return str(self.path)
