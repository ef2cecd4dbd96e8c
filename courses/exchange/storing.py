"""Where exports lie: among the packages, which the address of other media never shows."""

from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage

ROOT = "packages/exports"
NAME = "export.zip"


def path_of(folder: str) -> str:
    """Return where an export lies."""
    return f"{ROOT}/{folder}/{NAME}"


def keep(folder: str, stream: IO[bytes]) -> int:
    """Store an export in place of one that a broken run left behind; return its size."""
    path = path_of(folder)
    stream.seek(0)
    if default_storage.exists(path):
        default_storage.delete(path)
    default_storage.save(path, File(stream))
    return int(default_storage.size(path))


def is_kept(folder: str) -> bool:
    """Tell whether the file is there."""
    return bool(default_storage.exists(path_of(folder)))


def opened(folder: str) -> File:
    """Return the file, open for reading."""
    return default_storage.open(path_of(folder))


def remove(folder: str) -> None:
    """Delete an export; what is gone already is no fault."""
    if is_kept(folder):
        default_storage.delete(path_of(folder))
    try:
        default_storage.delete(f"{ROOT}/{folder}")
    except OSError:
        return
