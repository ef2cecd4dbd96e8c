"""Read the catalogue of another platform, page by page.

Each page is fetched outside of any transaction and taken over in one, together with where the run
goes on. Whoever comes second finds the source gone on and stops: a task may run twice, at once or
later, and an interrupted run goes on with the page it had not finished.
"""

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from campus.kit.fetching import Fetched
from courses.catalogue import selectors, services
from courses.exchange.catalogues import getting
from courses.exchange.models import CataloguePage, CatalogueSource, Reading
from courses.exchange.moochub import reading
from courses.exchange.moochub.reading import Entry, Fault

logger = logging.getLogger(__name__)

MOST_PAGES, MOST_ENTRIES = 200, 10_000
# A run that rests longer has been interrupted; one that is older begins anew.
RESTS, STALE = dt.timedelta(minutes=15), dt.timedelta(days=2)


@dataclass(slots=True)
class Content:
    """What a page holds."""

    following: str = ""
    entries: list[Entry] = field(default_factory=list)
    # In their order; each is there once.
    identifiers: dict[str, None] = field(default_factory=dict)
    broken: list[dict[str, str]] = field(default_factory=list)


def read_source(*, source_id: UUID | str, most_pages: int = MOST_PAGES) -> str:
    """Read a catalogue to its end, or go on where a run was interrupted; return its state."""
    source = _begin(source_id)
    if source is None:
        return ""
    try:
        for _turn in range(most_pages):
            if not _go_on(source):
                break
            source.refresh_from_db()
    except Fault as fault:
        logger.warning("Catalogue %s could not be read: %s", source.pk, fault)
        _note_fault(source, fault)
    source.refresh_from_db()
    return source.state


def take_file(*, source: CatalogueSource, content: bytes) -> str:
    """Take a catalogue of one page over that lies in a file, as if it had been fetched."""
    begun = _begin(source.pk)
    if begun is None:
        return ""
    try:
        answer = Fetched(200, content)
        _take_over(begun, None, answer, _content(answer, begun))
    except Fault as fault:
        _note_fault(begun, fault)
    begun.refresh_from_db()
    return begun.state


@transaction.atomic
def _begin(source_id: UUID | str) -> CatalogueSource | None:
    """Return a source with a run under way; None for one that is off or gone."""
    source = CatalogueSource.objects.select_for_update().filter(pk=source_id, is_on=True).first()
    if source is None:
        return None
    now = dates.now()
    is_stale = source.started_at is not None and now - source.started_at > STALE
    if not source.following or is_stale:
        source.run += 1
        source.following, source.pages_read, source.changed, source.gone = source.address, 0, 0, 0
        source.started_at = now
    source.state, source.fault, source.fault_place, source.touched_at = Reading.RUNNING, "", "", now
    source.save()
    return source


def _go_on(source: CatalogueSource) -> bool:
    """Take the next page over; tell whether there may be more. Raises Fault."""
    if not source.following or source.state != Reading.RUNNING or not source.is_on:
        return False
    known = source.pages.filter(address=source.following).first()
    answer = getting.ask(source.following, known)
    content = None if answer is None else _content(answer, source)
    return _take_over(source, known, answer, content)


def _content(answer: Fetched, source: CatalogueSource) -> Content:
    """Read a page, each entry by itself. Raises Fault for a page that is none."""
    page = reading.document(answer.content)
    content = Content(following=page.following)
    digests = selectors.external_digests(source.pk)
    for raw in page.entries[: MOST_ENTRIES + 1]:
        _read_into(content, raw, digests)
    return content


def _read_into(content: Content, raw: Any, digests: dict[str, str]) -> None:
    """Read an entry; one that says what it said before is not looked at any further."""
    try:
        identifier = reading.identifier_of(raw)
        if identifier in content.identifiers:
            raise Fault("twice", "id")
        if digests.get(identifier) != reading.digest_of(raw):
            content.entries.append(reading.entry(raw))
        content.identifiers[identifier] = None
    except Fault as fault:
        row = {"name": reading.name_of(raw), "code": fault.code, "place": fault.place[:80]}
        content.broken.append(row)


@transaction.atomic
def _take_over(
    source: CatalogueSource,
    known: CataloguePage | None,
    answer: Fetched | None,
    content: Content | None,
) -> bool:
    """Write what is new on a page and where the run goes on; nothing if another task did."""
    held = CatalogueSource.objects.select_for_update().filter(pk=source.pk).first()
    if held is None or (held.run, held.following, held.is_on) != (
        source.run,
        source.following,
        True,
    ):
        return False
    pages = list(held.pages.filter(run=held.run).exclude(address=held.following))
    taken = {identifier for page in pages for identifier in page.identifiers}
    page = _page(held, known, answer, content)
    seen = {one.address for one in pages} | {held.following}
    following = getting.next_of(page.following, of=held.address, seen=seen)
    if following and (len(pages) + 1 >= MOST_PAGES or len(taken) >= MOST_ENTRIES):
        raise Fault("endless")
    if content:
        # A catalogue that grows while it is read tells an entry on two pages.
        new = [one.facts for one in content.entries if one.identifier not in taken]
        held.changed += services.put_external(source=held.pk, platform=held.name, found=new)
    page.save()
    held.following, held.pages_read, held.touched_at = following, len(pages) + 1, dates.now()
    if not following:
        _finish(held, taken | set(page.identifiers))
    held.save()
    return bool(following)


def _page(
    source: CatalogueSource,
    known: CataloguePage | None,
    answer: Fetched | None,
    content: Content | None,
) -> CataloguePage:
    page = known or CataloguePage(source=source, address=source.following)
    page.run, page.number = source.run, source.pages_read + 1
    if answer is not None and content is not None:
        page.etag = _header(answer, "etag", 200)
        page.modified = _header(answer, "last-modified", 60)
        page.following = content.following
        page.identifiers, page.broken = list(content.identifiers), content.broken
    return page


def _header(answer: Fetched, name: str, most: int) -> str:
    """Return a header that can be sent back as it came."""
    value = answer.headers.get(name, "")
    return value if len(value) <= most and value.isascii() else ""


def _finish(source: CatalogueSource, identifiers: Iterable[str]) -> None:
    """End a run: what the catalogue no longer tells of leaves ours. Raises Fault."""
    told = set(identifiers)
    if not told and selectors.external_digests(source.pk):
        # An empty answer is a fault far more often than the end of a platform.
        raise Fault("empty")
    source.gone = services.keep_only_external(source=source.pk, identifiers=told)
    source.pages.exclude(run=source.run).delete()
    source.state, source.finished_at = Reading.DONE, dates.now()


def _note_fault(source: CatalogueSource, fault: Fault) -> None:
    """Note why a run rests; the next one goes on at the same page.

    A page that leads in a circle or nowhere is no place to go on: then it begins anew.
    """
    begins_anew = fault.code in ("circle", "elsewhere", "endless", "empty")
    rows = CatalogueSource.objects.filter(pk=source.pk, run=source.run, state=Reading.RUNNING)
    values: dict[str, Any] = {"following": ""} if begins_anew else {}
    rows.update(state=Reading.FAILED, fault=fault.code, fault_place=fault.place[:80], **values)


def to_read() -> list[UUID]:
    """Return the catalogues that are read every night."""
    return list(CatalogueSource.objects.filter(is_on=True).values_list("pk", flat=True))


def interrupted() -> list[UUID]:
    """Return the catalogues whose run was interrupted."""
    rows = CatalogueSource.objects.filter(is_on=True, state=Reading.RUNNING)
    rested = rows.filter(touched_at__lt=dates.now() - RESTS)
    return list(rested.values_list("pk", flat=True))
