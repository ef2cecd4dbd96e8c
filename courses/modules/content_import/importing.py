"""Make or update a course, its working copy and its frozen version from a folder."""

import datetime as dt
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courses.catalogue import selectors as catalogue
from courses.catalogue import services as catalogue_services
from courses.modules import services
from courses.modules.accessibility.gate import refuse_inaccessible
from courses.modules.content_import import reading
from courses.modules.content_import.bodies import stored_body
from courses.modules.content_import.faults import named
from courses.modules.content_import.files import Files
from courses.modules.models import Chapter, Lesson, Module
from courses.modules.terms import Terms
from courses.modules.test_settings import SETTINGS

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.organisations.models import Municipality, Provider

FACTS = (
    "promise",
    "audience",
    "prerequisites",
    "level",
    "format",
    "licence",
    "accessibility",
    "look_inside",
)
TERMS = ("participation_percent", "achievement_percent", "valid_months")
ITEM_FACTS = (
    *("title", "kind", "minutes", "required", "graded", "pass_percent", "max_attempts"),
    *SETTINGS,
    *("completion", "seen_percent", "by_hand"),
)


@transaction.atomic
def import_module(
    *,
    folder: Path,
    provider: "Provider",
    at: dt.datetime | None = None,
    only_for: "Municipality | None" = None,
) -> Module:
    """Import a folder; a second import changes only what has changed in the folder.

    Everything is published at once, so only trusted hands may import: the demo and the editors,
    and human resources for the staff of their own municipality (`only_for`).
    Prices belong to offers and are left to the caller (`reading.read(folder)["price"]`).
    """
    content = reading.read(folder)
    files = Files(folder=folder, provider=provider)
    course = _course(content, provider, files, only_for)
    module = services.ensure_module(course=course, provider=provider)
    with named(reading.FILE_NAME):
        terms = Terms(**{name: content[name] for name in TERMS if content.get(name) is not None})
        services.set_terms(module=module, terms=terms)
    kept, lessons = [], []
    prefix = f"{provider.slug}/{content['slug']}"
    for position, chapter in enumerate(content["chapters"], start=1):
        row = put_chapter(module, position, str(chapter["title"]))
        kept.append(row.pk)
        lessons += _lessons(row, chapter["items"], files=files, prefix=prefix)
    # At the end, because a lesson may have moved to another chapter.
    Lesson.objects.filter(chapter__module=module).exclude(pk__in=lessons).delete()
    Chapter.objects.filter(module=module).exclude(pk__in=kept).delete()
    services.freeze(module=module, at=at)
    module.refresh_from_db()
    return module


def _course(
    content: dict[str, Any],
    provider: "Provider",
    files: Files,
    only_for: "Municipality | None",
) -> "CoursePage":
    """Return the course page with the folder's facts."""
    facts: dict[str, Any] = {
        name: str(content[name]).strip() for name in FACTS if content.get(name) is not None
    }
    facts["description"] = reading.rich(content.get("description"))
    facts["goals"] = "\n".join(str(goal).strip() for goal in content.get("goals") or [])
    cover = {"cover": files.image({"file": content["cover"]})} if content.get("cover") else {}
    with named(reading.FILE_NAME):
        if "teachers" in content:
            facts["teachers"] = catalogue_services.teachers(content["teachers"] or [])
        return catalogue_services.put_course(
            provider=provider,
            slug=str(content["slug"]),
            title=str(content["title"]),
            topics=catalogue.topics_by_slug(content.get("topics") or []),
            audiences=catalogue.audiences_by_slug(content.get("audiences") or []),
            competences=catalogue.competences_by_code(content.get("competences") or []),
            only_for=only_for,
            **facts,
            **cover,
        )


def put_chapter(module: Module, position: int, title: str) -> Chapter:
    """Return the chapter at this place under its title."""
    row = Chapter.objects.filter(module=module, position=position).first()
    row = row or Chapter(module=module, position=position)
    row.title = title
    with named(title):
        row.full_clean()
    row.save()
    return row


def _lessons(
    chapter: Chapter, entries: list[dict[str, Any]], *, files: Files, prefix: str
) -> list[int]:
    """Write a chapter's lessons as published; return their primary keys."""
    kept = []
    for position, entry in enumerate(entries, start=1):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"{prefix}/{entry['key']}")
        facts = {name: entry[name] for name in ITEM_FACTS if name in entry}
        body = stored_body(entry, key=key, files=files)
        lesson = Lesson.objects.filter(key=key, chapter__module=chapter.module).first()
        lesson = lesson or Lesson(key=key)
        values = {**facts, "chapter": chapter, "position": position, "body": body}
        with named(str(entry["key"])):
            publish(lesson, values)
        kept.append(lesson.pk)
    return kept


def publish(lesson: Lesson, values: dict[str, Any]) -> None:
    """Store the lesson as published, with a revision where something has changed."""
    before = _state(lesson) if lesson.pk else None
    for name, value in values.items():
        setattr(lesson, name, value)
    lesson.live = True
    lesson.has_unpublished_changes = False
    if before == _state(lesson):
        return
    lesson.full_clean()
    refuse_inaccessible(title=lesson.title, body=lesson.body)
    lesson.save()
    lesson.refresh_from_db()
    lesson.live_revision = lesson.save_revision(changed=False)
    lesson.has_unpublished_changes = False
    lesson.save()


def _state(lesson: Lesson) -> tuple[Any, ...]:
    """Return what makes two states of a lesson equal."""
    names = (*ITEM_FACTS, "package_id", "goals", "position", "chapter_id", "live")
    return (*(getattr(lesson, name) for name in names), list(lesson.body.raw_data))
