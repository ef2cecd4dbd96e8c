"""Begin an upload, receive its pieces, use it or let it go."""

import os
from dataclasses import dataclass
from typing import IO, Any, Protocol
from uuid import UUID

from django.conf import settings

from campus.kit import dates
from campus.uploads import limits, scratch, selectors
from campus.uploads.errors import (
    EmptyFile,
    NoSpace,
    NoSuchUpload,
    Refused,
    TooLarge,
    TooManyUploads,
    UnknownPurpose,
    WrongPlace,
    WrongSum,
)
from campus.uploads.files import UploadedInPieces
from campus.uploads.models import KEPT, Upload
from campus.uploads.protocol import Checksum
from campus.uploads.purposes import HEAD, Purpose, purpose_with

# So much is held in memory, and after so much the disk is made sure of and the offset written.
READ = 64 * 1024
STEP = 4 * 1024 * 1024
# A package is copied and unpacked afterwards.
ROOM_FOR = 2


class Source(Protocol):
    """Whatever bytes are read from: a request, a file."""

    def read(self, length: int, /) -> bytes:
        """Return the next bytes, none at the end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file as it arrives: where it begins, how long it is, what it sums up to."""

    offset: int
    length: int
    stream: Source
    checksum: Checksum | None = None


def begin(
    *, user: Any, purpose: str, name: str, size: int, modified: int = 0, metadata: str = ""
) -> Upload:
    """Promise room for a file, before its first byte.

    Raises UnknownPurpose, EmptyFile, TooLarge, TooManyUploads or NoSpace.
    """
    _check(purpose_with(purpose), user, size)
    upload = Upload(
        uploaded_by=user,
        purpose=purpose,
        name=os.path.basename(name)[-255:] or purpose,
        size=size,
        modified=modified,
        metadata=metadata,
    )
    scratch.create(upload.pk)
    upload.save(force_insert=True)
    return upload


def _check(purpose: Purpose | None, user: Any, size: int) -> None:
    if purpose is None or not purpose.may(user):
        raise UnknownPurpose
    if size == 0:
        raise EmptyFile
    if size > purpose.limit():
        limit = selectors.in_megabytes(purpose.limit())
        raise TooLarge(size=selectors.in_megabytes(size), limit=limit)
    if selectors.count_of(user) >= limits.AT_ONCE:
        raise TooManyUploads
    needed = size * ROOM_FOR + selectors.promised_bytes() + settings.KC_UPLOAD_SPARE_BYTES
    if scratch.free_bytes() < needed:
        raise NoSpace
    limits.count(user.pk)


def receive(*, upload: Upload, piece: Piece) -> Upload:
    """Write a piece to the disk and count what is safe there.

    Where the connection breaks, what has come so far is kept; with a checksum only a whole piece
    counts. Raises WrongPlace, WrongSum, NoSpace, Refused, BeingReceived or NoSuchUpload.
    """
    with scratch.locked(upload.pk) as file:
        upload = _as_it_stands(upload)
        if piece.offset != upload.offset or piece.offset + piece.length > upload.size:
            raise WrongPlace
        # What a killed process had written, and nobody was told of.
        file.truncate(upload.offset)
        file.seek(upload.offset)
        _write(file, upload, piece)
    if piece.offset < min(HEAD, upload.size) <= upload.offset:
        _look_at_head(upload)
    return upload


def _as_it_stands(upload: Upload) -> Upload:
    """Return the row as it is now that nobody else can write."""
    found = Upload.objects.alive().filter(pk=upload.pk).first()
    if found is None or scratch.path_of(found.pk).stat().st_size < found.offset:
        raise NoSuchUpload
    return found


def _write(file: IO[bytes], upload: Upload, piece: Piece) -> None:
    """Write what comes; make sure of it every few megabytes, or at the end if it is summed up."""
    total: Any = piece.checksum.begun() if piece.checksum else None
    left, safe = piece.length, upload.offset
    place = safe
    try:
        while left and (data := _next(piece.stream, min(READ, left))):
            _put(file, data)
            left, place = left - len(data), place + len(data)
            if total is not None:
                total.update(data)
            elif place - safe >= STEP:
                safe = _make_safe(file, upload, place)
    finally:
        if total is None and place > safe:
            _make_safe(file, upload, place)
    if piece.checksum is None or total is None:
        return
    if left or total.digest() != piece.checksum.digest:
        file.truncate(upload.offset)
        raise WrongSum
    _make_safe(file, upload, place)


def _next(stream: Source, length: int) -> bytes:
    """Return the next bytes; nothing more where the connection broke."""
    try:
        return stream.read(length)
    except OSError:
        return b""


def _put(file: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    try:
        while view:
            view = view[file.write(view) or 0 :]
    except OSError as error:
        raise NoSpace from error


def _make_safe(file: IO[bytes], upload: Upload, offset: int) -> int:
    """Wait for the disk, then write down how much has come."""
    os.fsync(file.fileno())
    upload.offset, upload.touched_at = offset, dates.now()
    rows = Upload.objects.filter(pk=upload.pk)
    if not rows.update(offset=offset, touched_at=upload.touched_at):
        raise NoSuchUpload
    return offset


def _look_at_head(upload: Upload) -> None:
    """Refuse a wrong file before the rest of it is sent."""
    purpose = purpose_with(upload.purpose)
    said = purpose.refusal(scratch.head(upload.pk, HEAD), upload.name) if purpose else ""
    if said:
        discard(upload=upload)
        raise Refused(sentence=said)


def discard(*, upload: Upload) -> None:
    """Forget an upload with its file."""
    Upload.objects.filter(pk=upload.pk).delete()
    scratch.remove(upload.pk)


def claim(file: Any) -> None:
    """Take an upload for oneself before a film or package is made of it; twice is refused.

    Raises NoSuchUpload. A file that came with the form itself is nobody else's anyway.
    """
    if isinstance(file, UploadedInPieces):
        taken, _kinds = Upload.objects.filter(pk=file.upload.pk).delete()
        if not taken:
            raise NoSuchUpload


def let_go(file: Any) -> None:
    """Forget what a form was given, because it was refused or has been stored."""
    if isinstance(file, UploadedInPieces):
        discard(upload=file.upload)


def forget_left_behind() -> int:
    """Delete what nobody has gone on with for a day, and files that no row knows."""
    over = list(Upload.objects.over())
    for upload in over:
        discard(upload=upload)
    known = set(Upload.objects.values_list("pk", flat=True))
    strays: list[UUID] = [
        key for key in scratch.left_behind(KEPT.total_seconds()) if key not in known
    ]
    for key in strays:
        scratch.remove(key)
    return len(over) + len(strays)
