"""States of what is taught that can be compared: drafts, revisions and frozen versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format

from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.modules.models import Lesson, Module, ModuleVersion

# What an author sets beside the content, in the order in which it is told.
SETTINGS = (
    *("title", "kind", "package", "minutes", "required", "graded", "pass_percent"),
    *("max_attempts", "time_limit", "solution_shown", "shuffle_questions", "shuffle_options"),
    *("completion", "seen_percent", "by_hand"),
)
TERMS = ("participation_percent", "achievement_percent", "valid_months")


@dataclass(frozen=True, slots=True)
class LessonState:
    """A lesson or test as it stood at some time."""

    key: str
    number: int
    title: str
    chapter: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    blocks: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class ModuleState:
    """A whole module as it stood at some time."""

    lessons: tuple[LessonState, ...]
    terms: Mapping[str, Any] = field(default_factory=dict)


def of_lesson(row: Any, *, number: int = 1, chapter: str = "") -> LessonState:
    """Return the state of a lesson, of one of its revisions as an object, or of a frozen item."""
    return LessonState(
        key=str(row.key),
        number=number,
        title=row.title,
        chapter=chapter,
        settings={name: getattr(row, name) for name in SETTINGS},
        blocks=tuple(modules.stored_blocks(row.body)),
    )


def of_revision(lesson: "Lesson", revision: Any, *, number: int = 1) -> LessonState:
    """Return the state of a lesson in a revision; the chapter is the one it had then."""
    past = revision.as_object()
    return of_lesson(past, number=number, chapter=past.chapter.title)


def of_published(lesson: "Lesson", *, number: int = 1) -> LessonState | None:
    """Return what learners have of a lesson now; None for one that was never published."""
    if not lesson.live:
        return None
    return of_lesson(lesson, number=number, chapter=lesson.chapter.title)


def of_version(version: "ModuleVersion") -> ModuleState:
    """Return the state of a frozen version; two queries."""
    rows = modules.items_with_units(version)
    lessons = (
        of_lesson(row, number=number, chapter=row.unit.title)
        for number, row in enumerate(rows, start=1)
    )
    return ModuleState(tuple(lessons), {name: getattr(version, name) for name in TERMS})


def of_drafts(module: "Module") -> ModuleState:
    """Return the working copy with the newest draft of every lesson."""
    rows = modules.lessons_with_drafts(module)
    titles = {chapter.pk: chapter.title for chapter in modules.chapters_with_lessons(module)}
    drafts = [row.latest_revision.as_object() if row.latest_revision else row for row in rows]
    lessons = (
        of_lesson(draft, number=number, chapter=titles.get(draft.chapter_id, ""))
        for number, draft in enumerate(drafts, start=1)
    )
    return ModuleState(tuple(lessons), {name: getattr(module, name) for name in TERMS})


def moment_of(revision: Any) -> str:
    """Return when a revision was stored, for people to read."""
    return date_format(timezone.localtime(revision.created_at), "SHORT_DATETIME_FORMAT")
