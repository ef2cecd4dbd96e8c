"""Read a frozen version with its course page into plain values, and collect its files."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from courses.modules.content_export import references
from courses.modules.models import Item, Media, Unit
from courses.modules.test_settings import SETTINGS
from courses.packages import storing

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.modules.models import ModuleVersion
    from courses.packages.models import Package

FORMAT, EDITION = "kommunalcampus-module", 1
FOLDER = "media"
PACKAGE = "package"
COURSE = (
    *("slug", "title", "promise", "description", "audience", "prerequisites", "level", "format"),
    *("licence", "accessibility", "look_inside"),
)
ITEM = (
    *("title", "kind", "minutes", "required", "graded", "pass_percent", "max_attempts"),
    *SETTINGS,
    *("completion", "seen_percent", "by_hand"),
)
DIGITS = 12
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Copy:
    """A module as plain values, and its files by their place in the archive."""

    content: dict[str, Any]
    files: dict[str, Any]


def copy_of(version: "ModuleVersion") -> Copy:
    """Return a version with everything in it; the number of queries grows with kinds, not rows."""
    module, course = version.module, version.module.course
    collected = _Collected()
    chapters = _chapters(version, collected)
    cover = collected.name(references.IMAGE, course.cover) if course.cover else ""
    content = {
        "format": FORMAT,
        "edition": EDITION,
        "provider": {"slug": module.provider.slug, "name": module.provider.name},
        "address": f"{settings.KC_BASE_URL.rstrip('/')}{course.get_url() or ''}",
        "course": {**_course(course), "cover": cover},
        "terms": version.terms.as_fields(),
        "version": {
            "number": version.number,
            "correction": version.correction,
            "frozen_at": version.created_at.isoformat(),
        },
        "chapters": chapters,
        "files": collected.described,
    }
    links = _addresses(references.pages_in(content))
    return Copy(references.with_addresses(content, links), collected.files)


def _course(course: "CoursePage") -> dict[str, Any]:
    """Return what the course page says of itself."""
    return {
        **{name: getattr(course, name) for name in COURSE},
        "language": course.course_language,
        "minutes": course.minutes,
        "goals": course.goal_list,
        "topics": [topic.slug for topic in course.topics.all()],
        "audiences": [audience.slug for audience in course.audiences.all()],
        "competences": [
            {"framework": one.framework, "code": one.code, "name": one.name_de}
            for one in course.competences.all()
        ],
    }


def _chapters(version: "ModuleVersion", collected: "_Collected") -> list[dict[str, Any]]:
    """Return the chapters with their items; blocks name files by their place in the archive."""
    items: dict[int, list[Item]] = {}
    rows = Item.objects.filter(unit__version=version).select_related("package")
    for item in rows.order_by("position"):
        items.setdefault(item.unit_id, []).append(item)
    units = list(Unit.objects.filter(version=version).order_by("position"))
    bodies = [list(item.body.raw_data) for listed in items.values() for item in listed]
    collected.load(block for body in bodies for block in body)
    return [
        {"title": unit.title, "items": [_item(item, collected) for item in items.get(unit.pk, [])]}
        for unit in units
    ]


def _item(item: Item, collected: "_Collected") -> dict[str, Any]:
    body = references.exchanged([dict(block) for block in item.body.raw_data], collected.place)
    package = collected.name(PACKAGE, _Upload(item.package)) if item.package else ""
    values = {name: getattr(item, name) for name in ITEM}
    # Which chapter a question asks about, by its place; where nothing is assigned it is left out.
    goals = {"goals": dict(sorted(item.goals.items()))} if item.goals else {}
    return {"key": str(item.key), **values, **goals, "package": package, "body": body}


class _Upload:
    """The upload of a package, in the manner of a row with a file."""

    def __init__(self, package: "Package") -> None:
        self.pk, self.title, self.file = package.pk, package.title, self
        self._path = storing.upload_path(package.folder)
        self.name, self.size = storing.UPLOAD, int(default_storage.size(self._path))

    def open(self, mode: str = "rb") -> File:
        """Open the upload."""
        return default_storage.open(self._path, mode)


class _Collected:
    """The files that blocks name, each once."""

    def __init__(self) -> None:
        self.files: dict[str, Any] = {}
        self.described: dict[str, dict[str, Any]] = {}
        self._rows: dict[tuple[str, Any], Any] = {}
        self._places: dict[tuple[str, Any], str] = {}

    def load(self, blocks: Iterator[Any]) -> None:
        """Read all rows that blocks name: one query for each kind."""
        keys: dict[str, set[int]] = {}
        for block in blocks:
            reference = references.named(dict(block))
            if reference is not None and reference[1]:
                keys.setdefault(reference[0], set()).add(int(reference[1]))
        models = {
            references.IMAGE: get_image_model(),
            references.DOCUMENT: get_document_model(),
            references.MEDIA: Media,
        }
        for kind, wanted in keys.items():
            for row in models[kind].objects.filter(pk__in=wanted):
                self._rows[kind, row.pk] = row

    def place(self, kind: str, key: Any) -> str:
        """Return the place of the file in the archive; "" for one that is lost."""
        row = self._rows.get((kind, int(key)))
        return self.name(kind, row) if row is not None else ""

    def name(self, kind: str, row: Any) -> str:
        """Take the file of a row along, and say what is known about it."""
        if (kind, row.pk) not in self._places:
            place, digest = self._take(row.file)
            self._places[kind, row.pk] = place
            self.described[place] = {"kind": kind, "sha256": digest, **self._about(kind, row)}
        return self._places[kind, row.pk]

    def _take(self, file: Any) -> tuple[str, str]:
        digest = _digest(file)
        mark = f"{digest[:DIGITS]}-"
        # A file that came out of an archive bears the mark already.
        name = PurePosixPath(str(file.name)).name.removeprefix(mark)
        place = f"{FOLDER}/{mark}{name[-LONGEST_NAME:]}"
        self.files[place] = file
        return place, digest

    def _about(self, kind: str, row: Any) -> dict[str, Any]:
        facts: dict[str, Any] = {"title": row.title, "size": row.file.size}
        if kind == references.IMAGE:
            return {**facts, "description": row.description}
        if kind in (references.DOCUMENT, PACKAGE):
            return facts
        beside = {name: getattr(row, name) for name in ("captions", "poster")}
        taken = {name: self._take(file)[0] if file else "" for name, file in beside.items()}
        spoken = {"transcript": row.transcript, "seconds": row.seconds}
        return {**facts, "kind": row.kind, **taken, **spoken}


def _digest(file: Any) -> str:
    total = hashlib.sha256()
    with file.open("rb") as stream:
        for piece in stream.chunks():
            total.update(piece)
    return total.hexdigest()


def _addresses(keys: set[int]) -> dict[int, str]:
    """Return the whole addresses of pages."""
    base = settings.KC_BASE_URL.rstrip("/")
    return {page.pk: f"{base}{page.get_url()}" for page in Page.objects.live().filter(pk__in=keys)}
