"""Where packages lie: a folder whose name is a secret, closed to the address of other media."""

from collections.abc import Iterator
from typing import IO

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from courses.packages.reading.archive import CHUNK, Archive

ROOT = "packages"
UPLOAD = "upload.zip"


def upload_path(folder: str) -> str:
    """Return where the upload itself lies."""
    return f"{ROOT}/{folder}/{UPLOAD}"


def file_path(folder: str, name: str) -> str:
    """Return where a file of the package lies; names are those that `safe_name` has passed."""
    return f"{ROOT}/{folder}/files/{name}"


def keep_upload(folder: str, stream: IO[bytes]) -> None:
    """Store the upload."""
    stream.seek(0)
    _write(upload_path(folder), File(stream))


def keep_file(folder: str, name: str, archive: Archive) -> None:
    """Store one file of the archive, unless it already lies there whole."""
    path = file_path(folder, name)
    if default_storage.exists(path):
        if default_storage.size(path) == archive.size(name):
            return
        default_storage.delete(path)
    _write(path, _Pieces(archive, name))


def _write(path: str, content: File) -> None:
    """Store under exactly this name; what another run has just stored is the same."""
    stored = default_storage.save(path, content, max_length=2000)
    if stored != path:
        default_storage.delete(stored)


class _Pieces(ContentFile):
    """A file of an archive, unpacked while it is stored, never as a whole in memory."""

    def __init__(self, archive: Archive, name: str) -> None:
        super().__init__(b"", name=name)
        self._archive, self._inner = archive, name
        self.size = archive.size(name)

    def chunks(self, chunk_size: int | None = CHUNK) -> Iterator[bytes]:
        """Yield the content piece by piece."""
        return self._archive.chunks(self._inner)

    def multiple_chunks(self, chunk_size: int | None = None) -> bool:
        """Say that it comes in pieces."""
        return True


def remove(folder: str) -> None:
    """Delete everything of a package; what is gone already is no fault."""
    _remove_below(f"{ROOT}/{folder}")


def _remove_below(path: str) -> None:
    try:
        folders, files = default_storage.listdir(path)
    except FileNotFoundError:
        return
    for name in files:
        default_storage.delete(f"{path}/{name}")
    for name in folders:
        _remove_below(f"{path}/{name}")
    # On a disk this takes the empty folder away; object stores have none.
    default_storage.delete(path)
