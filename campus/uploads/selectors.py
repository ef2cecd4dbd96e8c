"""Uploads as the person who has started them may see them; others' do not exist."""

from typing import Any
from uuid import UUID

from django.db.models import F, Sum

from campus.uploads import scratch
from campus.uploads.errors import NoSuchUpload
from campus.uploads.files import UploadedInPieces
from campus.uploads.models import Upload

MEGABYTE = 1024 * 1024


def own(user: Any, key: UUID) -> Upload:
    """Return an upload of the user. Raises NoSuchUpload."""
    upload = Upload.objects.alive().filter(pk=key, uploaded_by=user).first()
    if upload is None or not scratch.path_of(key).exists():
        raise NoSuchUpload
    return upload


def open_of(user: Any, purpose: str) -> list[Upload]:
    """Return what the user has on its way for a purpose, newest first."""
    rows = Upload.objects.alive().filter(uploaded_by=user, purpose=purpose)
    return [row for row in rows if scratch.path_of(row.pk).exists()]


def count_of(user: Any) -> int:
    """Return how many uploads the user has on their way."""
    return Upload.objects.alive().filter(uploaded_by=user).count()


def promised_bytes() -> int:
    """Return how much is still to come of all uploads."""
    total = Upload.objects.alive().aggregate(left=Sum(F("size") - F("offset")))["left"]
    return int(total or 0)


def whole_file(user: Any, purpose: str, key: str) -> UploadedInPieces | None:
    """Return an upload that is whole as the file a form gets; None where there is none."""
    try:
        upload = own(user, UUID(key))
    except (ValueError, NoSuchUpload):
        return None
    if not upload.is_whole or upload.purpose != purpose:
        return None
    return UploadedInPieces(upload, scratch.path_of(upload.pk))


def in_megabytes(size: int) -> int:
    """Return a size as sentences tell it, rounded up."""
    return -(-size // MEGABYTE)
