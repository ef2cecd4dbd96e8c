"""The private folder in which uploads lie until they are whole. No web server knows it."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

from campus.uploads.errors import BeingReceived, NoSuchUpload


def folder() -> Path:
    """Return the folder; only the platform's own user may look into it."""
    path = Path(settings.KC_UPLOAD_DIR)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(key: UUID) -> Path:
    """Return where an upload lies."""
    return folder() / str(key)


def free_bytes() -> int:
    """Return how much room the disk has."""
    return shutil.disk_usage(folder()).free


def create(key: UUID) -> None:
    """Make an empty file that nobody else can read."""
    os.close(os.open(path_of(key), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


@contextmanager
def locked(key: UUID) -> Iterator[IO[bytes]]:
    """Open an upload for one writer alone; the lock ends with the process, however that ends.

    Raises BeingReceived or NoSuchUpload.
    """
    try:
        stream = path_of(key).open("r+b", buffering=0)
    except FileNotFoundError as error:
        raise NoSuchUpload from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BeingReceived from error
        yield stream


def head(key: UUID, length: int) -> bytes:
    """Return the first bytes."""
    with path_of(key).open("rb") as stream:
        return stream.read(length)


def remove(key: UUID) -> None:
    """Delete an upload; what has become a film meanwhile lies elsewhere already."""
    path_of(key).unlink(missing_ok=True)


def left_behind(seconds: float) -> list[UUID]:
    """Return what nobody has written to for so long; strange files are left alone."""
    found, before = [], time.time() - seconds
    for path in folder().iterdir():
        try:
            if path.stat().st_mtime < before:
                found.append(UUID(path.name))
        except (ValueError, FileNotFoundError):
            continue
    return found
