"""What a frozen version is made of, and the digest by which equal versions are recognised."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from wagtail.documents import get_document_model

from courses.modules import completion
from courses.modules.models import Chapter, Item, Lesson, Module, ModuleVersion
from courses.modules.test_settings import PLAIN, SETTINGS

# Everything a learner's item consists of; position follows from the order.
COPIED = (
    "title",
    "kind",
    "key",
    "minutes",
    "required",
    "graded",
    "pass_percent",
    "max_attempts",
)

# Came later: left out where they say nothing new, so that old content keeps its digest.
LATER: dict[str, Any] = {"completion": "button", "seen_percent": 90, "by_hand": False, **PLAIN}
# An upload never changes, and what learners have stored in it fits no other one.
LATER["package_id"] = None
LATER["tool_content_id"] = None
LATER["goals"] = {}
# What decides over progress: a correction leaves all of it as it is.
DECIDING = (
    *("kind", "package_id", "tool_content_id", "required", "graded", "pass_percent"),
    *("max_attempts", *SETTINGS),
)


@dataclass(frozen=True, slots=True)
class ChapterCopy:
    """A chapter with the values of its live lessons, ready to be frozen."""

    title: str
    lessons: tuple[dict[str, Any], ...]


def live_chapters(module: Module) -> list[ChapterCopy]:
    """Return the chapters that have a published lesson, with the published content."""
    lessons: dict[int, list[dict[str, Any]]] = {}
    published = Lesson.objects.filter(chapter__module=module, live=True)
    for lesson in published.order_by("position", "pk"):
        lessons.setdefault(lesson.chapter_id, []).append(_values(lesson))
    rows = Chapter.objects.filter(module=module).order_by("position", "pk")
    chapters = [chapter for chapter in rows if chapter.pk in lessons]
    places = {chapter.pk: place for place, chapter in enumerate(chapters, start=1)}
    return [
        ChapterCopy(chapter.title, tuple(_placed(one, places) for one in lessons[chapter.pk]))
        for chapter in chapters
    ]


def _placed(values: dict[str, Any], places: dict[int, int]) -> dict[str, Any]:
    """Return the values with questions assigned to units; a chapter without lessons has none."""
    goals = values.pop("goals", {})
    found = {question: places[key] for question, key in goals.items() if key in places}
    return {**values, "goals": found} if found else values


def digest(chapters: list[ChapterCopy]) -> str:
    """Return the SHA-256 of the content in a canonical form."""
    plain = [{"title": chapter.title, "lessons": chapter.lessons} for chapter in chapters]
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _values(lesson: Lesson) -> dict[str, Any]:
    """Return what is copied from a lesson; the body in its stored form, ids included."""
    values = {name: getattr(lesson, name) for name in COPIED}
    later = {name: getattr(lesson, name) for name in LATER}
    changed = {name: value for name, value in later.items() if value != LATER[name]}
    return {**values, **changed, "body": list(lesson.body.raw_data)}


def rule_of(values: dict[str, Any]) -> str:
    """Return the code of an item's completion rule, with the digest of what is confirmed."""
    document = completion.document_of(values["body"])
    return completion.code_of({**LATER, **values}, digest=_digest_of(document))


def _digest_of(document: Any) -> str:
    """Return the digest of the file that a stored acknowledgement names."""
    if not document or not document.get("document"):
        return ""
    file = get_document_model().objects.filter(pk=document["document"]).first()
    return str(file.get_file_hash()) if file else ""


def asks_the_same(version: ModuleVersion | None, chapters: list[ChapterCopy]) -> bool:
    """Tell whether the chapters ask of learners exactly what the version asks."""
    items = Item.objects.filter(unit__version=version)
    frozen = {
        str(item.key): (
            *(getattr(item, name) for name in DECIDING),
            item.rule or completion.code_of(_as_values(item)),
            completion.shape_of(item.kind, item.body),
        )
        for item in items
    }
    return frozen == {
        str(values["key"]): _asked(values) for chapter in chapters for values in chapter.lessons
    }


def _asked(values: dict[str, Any]) -> tuple[Any, ...]:
    """Return what the values of a lesson ask of learners."""
    return (
        *({**LATER, **values}[name] for name in DECIDING),
        rule_of(values),
        completion.shape_of(values["kind"], values["body"]),
    )


def changes_only_words(lesson: Lesson) -> bool:
    """Tell whether a draft asks of learners exactly what is published of the lesson."""
    published = Lesson.objects.filter(pk=lesson.pk, live=True).first()
    return published is not None and _asked(_values(published)) == _asked(_values(lesson))


def _as_values(item: Item) -> dict[str, Any]:
    names = ("kind", "graded", "pass_percent", "completion", "seen_percent")
    return {**{name: getattr(item, name) for name in names}, "body": list(item.body.raw_data)}
