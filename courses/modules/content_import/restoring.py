"""Make a module out of the plain values of `content_export`: the same lessons under the same keys.

Where a key is taken by another module of this platform, the lesson gets one made from it and the
course, the same at every import: two modules never share an activity.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.catalogue import selectors as catalogue
from courses.catalogue import services as catalogue_services
from courses.modules import services
from courses.modules.blocks import LessonBlock
from courses.modules.content_export import references
from courses.modules.content_export.copying import COURSE, EDITION, FORMAT, ITEM, PACKAGE
from courses.modules.content_import import importing, reading
from courses.modules.content_import.faults import named
from courses.modules.content_import.files import Files
from courses.modules.errors import BadContent
from courses.modules.models import Chapter, Item, Lesson, Module
from courses.modules.terms import Terms
from courses.packages import services as packages
from courses.packages.tasks import unpack_package

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.organisations.models import Provider

FILE = "module.json"
BLOCKS = LessonBlock()
# Blocks with rich text in them.
RICH = frozenset({"paragraph", "callout", "accordion"})
MALFORMED = (AttributeError, IndexError, KeyError, TypeError, ValueError)


def restore_module(
    *,
    content: Any,
    folder: Path,
    provider: "Provider",
    slug: str = "",
    at: dt.datetime | None = None,
) -> Module:
    """Make or update the provider's module of this address part; `folder` holds the files.

    Everything is published at once, as with a folder. Raises BadContent, and then nothing is kept.
    """
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BadContent(place=FILE, fault=_("This is no archive of a module."))
    if content.get("edition") != EDITION:
        raise BadContent(place=FILE, fault=_("This archive was made by a newer platform."))
    try:
        with transaction.atomic():
            return _restored(content, Files(folder=folder, provider=provider), slug, at)
    except MALFORMED as error:
        if isinstance(error, ValidationError):
            raise
        fault = _("The archive is not built as it has to be (%(fault)s).")
        raise BadContent(place=FILE, fault=fault % {"fault": repr(error)[:200]}) from error


def _restored(content: dict[str, Any], files: Files, slug: str, at: dt.datetime | None) -> Module:
    placed = _Placed(files, content["files"])
    course = _course(content["course"], placed, slug)
    module = services.ensure_module(course=course, provider=files.provider)
    with named("terms"):
        services.set_terms(module=module, terms=Terms(**content["terms"]))
    pages = _own_pages(references.addresses_in(content["chapters"]))
    keys = _keys(module, content["chapters"])
    # All chapters first: a question may ask about one that stands behind its test.
    chapters = [
        importing.put_chapter(module, position, str(chapter["title"]))
        for position, chapter in enumerate(content["chapters"], start=1)
    ]
    kept: list[int] = []
    for row, chapter in zip(chapters, content["chapters"], strict=True):
        for place, entry in enumerate(chapter["items"], start=1):
            goals = _goals(entry, chapters)
            values = {**_values(entry, placed, pages), "goals": goals}
            values |= {"chapter": row, "position": place}
            kept.append(_lesson(module, keys[str(entry["key"])], values))
    Lesson.objects.filter(chapter__module=module).exclude(pk__in=kept).delete()
    known = [row.pk for row in chapters]
    Chapter.objects.filter(module=module).exclude(pk__in=known).delete()
    services.freeze(module=module, at=at)
    module.refresh_from_db()
    return module


class _Placed:
    """The files of an archive, brought into the provider's collection when they are needed."""

    def __init__(self, files: Files, described: dict[str, Any]) -> None:
        self._files, self._described = files, described
        self._rows: dict[str, Any] = {}

    def key(self, kind: str, place: Any) -> Any:
        """Return the key of the file at this place."""
        return self.row(place).pk

    def row(self, place: Any) -> Any:
        """Return the picture, document or recording of this place."""
        if place not in self._rows:
            about = self._described[place]
            entry = {**about, "file": _flat(place), "type": about["kind"]}
            if about["kind"] == references.IMAGE:
                texts = {"caption": about["title"], "alt": about["description"]}
                self._rows[place] = self._files.image({**entry, **texts})
            elif about["kind"] == references.DOCUMENT:
                self._rows[place] = self._files.document(entry)
            elif about["kind"] == PACKAGE:
                self._rows[place] = self._package(entry)
            else:
                beside = {name: _flat(about.get(name)) for name in ("captions", "poster")}
                self._rows[place] = self._files.media({**entry, **beside})
        return self._rows[place]

    def _package(self, entry: dict[str, Any]) -> Any:
        """Return the package of an entry; the same upload is never taken twice."""
        provider = self._files.provider
        with reading.file_in(self._files.folder, entry["file"]).open("rb") as stream:
            known = packages.package_of_upload(provider, stream)
            return known or packages.take_package(
                provider=provider,
                stream=stream,
                unpacking=unpack_package,
                title=str(entry["title"]),
            )


def _flat(place: Any) -> str:
    """Return the name of a file within the folder of files."""
    return str(place or "").rpartition("/")[2]


def _course(facts: dict[str, Any], placed: _Placed, slug: str) -> "CoursePage":
    """Return the course page with the facts of the archive."""
    values = {name: facts[name] for name in COURSE if name != "slug"}
    values["description"] = reading.rich(facts["description"])
    values["goals"] = "\n".join(str(goal) for goal in facts["goals"])
    codes = {(one["framework"], one["code"]) for one in facts["competences"]}
    known = catalogue.competences_by_code({code for _framework, code in codes})
    if facts.get("cover"):
        values["cover"] = placed.row(facts["cover"])
    with named("course"):
        return catalogue_services.put_course(
            provider=placed._files.provider,
            slug=slug or str(facts["slug"]),
            topics=catalogue.topics_by_slug(facts["topics"]),
            audiences=catalogue.audiences_by_slug(facts["audiences"]),
            competences=[one for one in known if (one.framework, one.code) in codes],
            course_language=str(facts["language"]),
            **values,
        )


def _values(entry: dict[str, Any], placed: _Placed, pages: dict[str, int]) -> dict[str, Any]:
    """Return the fields of a lesson; raises BadContent for blocks an author could not save."""
    blocks = [_block(block) for block in entry["body"]]
    body = references.with_pages(references.exchanged(blocks, placed.key), pages)
    # What a package shows is in the package: it needs no text around it.
    if body or not entry.get("package"):
        with named(str(entry["title"])):
            BLOCKS.clean(BLOCKS.to_python(body))
    package = placed.row(entry["package"]) if entry.get("package") else None
    return {**{name: entry[name] for name in ITEM}, "package": package, "body": body}


def _goals(entry: dict[str, Any], chapters: list[Chapter]) -> dict[str, int]:
    """Return which chapter the questions of a test ask about; archives of before say nothing."""
    places = {place: row.pk for place, row in enumerate(chapters, start=1)}
    found = dict(entry.get("goals") or {})
    return {str(question): places[int(place)] for question, place in found.items()}


def _block(stored: dict[str, Any]) -> dict[str, Any]:
    """Return a stored block with its id; its texts hold nothing that could act."""
    if stored["type"] not in BLOCKS.child_blocks:
        raise ValueError(stored["type"])
    value = reading.harmless(stored["value"]) if stored["type"] in RICH else stored["value"]
    return {"type": stored["type"], "value": value, "id": str(stored["id"])}


def _lesson(module: Module, key: uuid.UUID, values: dict[str, Any]) -> int:
    lesson = Lesson.objects.filter(key=key, chapter__module=module).first() or Lesson(key=key)
    with named(str(values["title"])):
        importing.publish(lesson, values)
    return int(lesson.pk)


def _keys(module: Module, chapters: list[dict[str, Any]]) -> dict[str, uuid.UUID]:
    """Return the key of each item: its own, unless another module has it; two queries."""
    wanted = {str(key): uuid.UUID(str(key)) for key in _listed(chapters)}
    taken = set(
        Lesson.objects.filter(key__in=wanted.values())
        .exclude(chapter__module=module)
        .values_list("key", flat=True)
    )
    taken |= set(
        Item.objects.filter(key__in=wanted.values())
        .exclude(unit__version__module=module)
        .values_list("key", flat=True)
    )
    return {
        name: uuid.uuid5(uuid.NAMESPACE_URL, f"{module.pk}/{key}") if key in taken else key
        for name, key in wanted.items()
    }


def _listed(chapters: list[dict[str, Any]]) -> Iterator[Any]:
    for chapter in chapters:
        for entry in chapter["items"]:
            yield entry["key"]


def _own_pages(addresses: set[str]) -> dict[str, int]:
    """Return the pages of this platform among addresses."""
    base = settings.KC_BASE_URL.rstrip("/")
    own = {address for address in addresses if address.startswith(f"{base}/")}
    if not own:
        return {}
    slugs = {address.rstrip("/").rpartition("/")[2] for address in own}
    pages = Page.objects.live().filter(slug__in=slugs)
    found = {f"{base}{page.get_url()}": page.pk for page in pages}
    return {address: key for address, key in found.items() if address in own}
