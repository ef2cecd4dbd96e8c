"""Take modules out of the platform, and read archives in."""

import datetime as dt
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

import orjson
from django.core.files import File
from django.db import transaction

from campus.kit import dates
from campus.kit.after_commit import enqueue
from courses.exchange import storing
from courses.exchange.catalogues import importing, keeping
from courses.exchange.errors import ArchiveRefused, NoQuestions, NothingPublished
from courses.exchange.formats import bundles
from courses.exchange.formats.book import Book
from courses.exchange.formats.bundles import OWN, Format
from courses.exchange.models import ModuleExport, State
from courses.exchange.wording import book_words
from courses.modules import selectors as modules
from courses.modules.content_export import copy_of, references
from courses.modules.content_import import restore_module
from courses.packages import words as package_words
from courses.packages.reading.archive import Archive, Limits, open_archive
from courses.packages.reading.shapes import PackageFault

if TYPE_CHECKING:
    from django_tasks.base import Task

    from courses.modules.models import Module, ModuleVersion
    from members.organisations.models import Provider

# Progress is written that often: a page that waits asks every few seconds.
STEP = 20
KEPT = dt.timedelta(days=30)
MEDIA = "media/"
LARGEST_DOCUMENT = 64 * 1024 * 1024
# Catalogues of others have modules of their own.
save_catalogue = keeping.save_source
take_catalogue_file = importing.take_file


@transaction.atomic
def request_export(
    *, module: "Module", format: str, making: "Task[Any, Any]", user: Any = None
) -> ModuleExport:
    """Have the newest version of a module exported; what was made already is not made again.

    Raises NothingPublished or NoQuestions.
    """
    version = modules.newest_version(module)
    if version is None:
        raise NothingPublished
    if format == Format.QTI and not modules.asks_questions(version):
        raise NoQuestions
    export, is_new = ModuleExport.objects.select_for_update().get_or_create(
        version=version, format=Format(format), defaults={"requested_by": user}
    )
    is_lost = export.is_ready and not storing.is_kept(export.folder)
    if not is_new and (is_lost or export.state == State.FAILED):
        export.state, export.done, export.requested_at = State.WAITING, 0, dates.now()
        export.save()
        is_new = True
    if is_new:
        enqueue(making, export_id=str(export.pk))
    return export


def make_export(*, export_id: UUID | str) -> ModuleExport | None:
    """Write an export; a second run makes the same file again. None where it was deleted."""
    export = ModuleExport.objects.filter(pk=export_id).first()
    if export is None or export.is_ready:
        return export
    try:
        size = _written(export)
    except OSError:
        _note(export, state=State.FAILED, done=0)
        raise
    _note(export, state=State.READY, size=size, ready_at=dates.now(), done=0, total=0)
    export.refresh_from_db()
    return export


def _written(export: ModuleExport) -> int:
    """Write and store the file, noting how far it is; return its size."""
    with tempfile.TemporaryFile() as target:
        for done, total in write(export.version, Format(export.format), target):
            if done % STEP == 0:
                _note(export, done=done, total=total)
        return storing.keep(export.folder, target)


def _note(export: ModuleExport, **values: Any) -> None:
    ModuleExport.objects.filter(pk=export.pk).update(**values)


def write(version: "ModuleVersion", format_: Format, target: IO[bytes]) -> Any:
    """Write a version into a file; yield how many files of how many are done."""
    copy = copy_of(version)
    book = Book(copy.content, book_words(str(copy.content["course"]["language"])))
    media: dict[str, Callable[[], IO[bytes]]] = (
        {name: partial(_open, file) for name, file in copy.files.items()}
        if bundles.takes_media(format_)
        else {}
    )
    made = bundles.texts(format_, book, list(media))
    for done in bundles.write(target, made, media):
        yield done, len(made) + len(media)


def _open(file: File) -> Any:
    return file.open("rb")


def forget_exports(*, before: dt.datetime | None = None) -> int:
    """Delete exports that were asked for long ago; they can be made anew. Return how many."""
    limit = before or dates.now() - KEPT
    old = list(ModuleExport.objects.filter(requested_at__lt=limit))
    for export in old:
        storing.remove(export.folder)
        export.delete()
    return len(old)


def bring_in(
    *, stream: IO[bytes], provider: "Provider", slug: str = "", limits: Limits | None = None
) -> "Module":
    """Read the archive of a module in: the provider's module of this address part is made anew.

    Everything is published at once. Raises ArchiveRefused or BadContent, and keeps nothing then.
    """
    try:
        archive = open_archive(stream, limits or Limits())
        content = _content(archive)
        with tempfile.TemporaryDirectory() as folder:
            _unpack(archive, Path(folder))
            return restore_module(
                content=content, folder=Path(folder), provider=provider, slug=slug
            )
    except PackageFault as fault:
        raise ArchiveRefused(fault=package_words.refusal(fault)) from fault


def _content(archive: Archive) -> Any:
    if OWN not in archive:
        raise ArchiveRefused(fault=OWN)
    try:
        content = orjson.loads(archive.read(OWN, at_most=LARGEST_DOCUMENT))
    except ValueError as error:
        raise ArchiveRefused(fault=OWN) from error
    # No text of a database may hold this sign.
    if any("\0" in text for text in references.texts_in(content)):
        raise ArchiveRefused(fault=OWN)
    return content


def _unpack(archive: Archive, folder: Path) -> None:
    """Write the files into a folder without folders in it."""
    for name in archive.names:
        if not name.startswith(MEDIA):
            continue
        with (folder / name.rpartition("/")[2]).open("wb") as target:
            for piece in archive.chunks(name):
                target.write(piece)
