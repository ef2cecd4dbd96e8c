"""What a frozen version is made of, and the digest by which equal versions are recognised."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from courses.modules.models import Chapter, Lesson, Module

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
    chapters = Chapter.objects.filter(module=module).order_by("position", "pk")
    return [
        ChapterCopy(chapter.title, tuple(lessons[chapter.pk]))
        for chapter in chapters
        if chapter.pk in lessons
    ]


def digest(chapters: list[ChapterCopy]) -> str:
    """Return the SHA-256 of the content in a canonical form."""
    plain = [{"title": chapter.title, "lessons": chapter.lessons} for chapter in chapters]
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _values(lesson: Lesson) -> dict[str, Any]:
    """Return what is copied from a lesson; the body in its stored form, ids included."""
    values = {name: getattr(lesson, name) for name in COPIED}
    return {**values, "body": list(lesson.body.raw_data)}
