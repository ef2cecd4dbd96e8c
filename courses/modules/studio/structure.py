"""Order of a module's working copy: move, duplicate and lead chapters and lessons elsewhere.

A draft keeps a copy of its lesson's place; it moves along, so that publishing an older draft does
not put the lesson back. Learners see a new order with the next published version.
"""

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.modules.errors import OfAnotherProvider
from courses.modules.models import Chapter, Lesson, Module

if TYPE_CHECKING:
    from collections.abc import Sequence

COPIED_TITLE = 160
MOST_MINUTES = 10_000
# What a copy takes over; key, publication and reviews are its own.
COPIED = (
    *("title", "kind", "package", "minutes", "required", "body"),
    *("graded", "pass_percent", "max_attempts", "time_limit", "solution_shown"),
    *("shuffle_questions", "shuffle_options", "completion", "seen_percent", "by_hand", "goals"),
)


@transaction.atomic
def place_lesson(*, lesson: Lesson, chapter: Chapter, place: int) -> Lesson:
    """Put a lesson at a place (from 0) of a chapter; raises OfAnotherProvider."""
    _refuse_other_provider(lesson.chapter.module, chapter.module, lesson.title)
    _lock(lesson.chapter.module_id, chapter.module_id)
    rows = [row for row in _lessons_of(chapter) if row.pk != lesson.pk]
    lesson.chapter = chapter
    rows.insert(max(0, min(place, len(rows))), lesson)
    _number_lessons(rows, chapter)
    return lesson


@transaction.atomic
def shift_lesson(*, lesson: Lesson, by: int) -> Lesson:
    """Move a lesson up (-1) or down (1); over the edge into the neighbouring chapter."""
    chapter, rows = lesson.chapter, _lessons_of(lesson.chapter)
    place = [row.pk for row in rows].index(lesson.pk) + by
    if 0 <= place < len(rows):
        return place_lesson(lesson=lesson, chapter=chapter, place=place)
    chapters = _chapters_of(chapter.module)
    neighbour = chapters.index(chapter) + by
    if not 0 <= neighbour < len(chapters):
        return lesson
    there = chapters[neighbour]
    last = Lesson.objects.filter(chapter=there).count()
    return place_lesson(lesson=lesson, chapter=there, place=0 if by > 0 else last)


@transaction.atomic
def duplicate_lesson(*, lesson: Lesson, user: Any, chapter: Chapter | None = None) -> Lesson:
    """Make a draft with the newest content of a lesson, behind it or at the end of a chapter."""
    newest = lesson.get_latest_revision_as_object()
    target = chapter or lesson.chapter
    _lock(target.module_id)
    rows = _lessons_of(target)
    copy = Lesson(
        **{name: getattr(newest, name) for name in COPIED},
        chapter=target,
        key=uuid.uuid4(),
        live=False,
    )
    if chapter is None:
        copy.title = _("%(title)s (copy)") % {"title": newest.title}
        copy.title = copy.title[:COPIED_TITLE]
    copy.save()
    place = [row.pk for row in rows].index(lesson.pk) + 1 if chapter is None else len(rows)
    rows.insert(place, copy)
    _number_lessons(rows, target)
    copy.save_revision(user=user)
    return copy


@transaction.atomic
def shift_chapter(*, chapter: Chapter, by: int) -> Chapter:
    """Move a chapter up (-1) or down (1)."""
    rows = _chapters_of(chapter.module)
    return place_chapter(
        chapter=chapter,
        module=chapter.module,
        place=[row.pk for row in rows].index(chapter.pk) + by,
    )


@transaction.atomic
def place_chapter(*, chapter: Chapter, module: Module, place: int) -> Chapter:
    """Put a chapter at a place (from 0) of a module; raises OfAnotherProvider."""
    _refuse_other_provider(chapter.module, module, chapter.title)
    _lock(chapter.module_id, module.pk)
    rows = [row for row in _chapters_of(module) if row.pk != chapter.pk]
    chapter.module = module
    rows.insert(max(0, min(place, len(rows))), chapter)
    _number_chapters(rows, module)
    return chapter


@transaction.atomic
def duplicate_chapter(*, chapter: Chapter, user: Any) -> Chapter:
    """Make a copy of a chapter behind it, its lessons as drafts."""
    rows = _chapters_of(chapter.module)
    title = (_("%(title)s (copy)") % {"title": chapter.title})[:COPIED_TITLE]
    copy = Chapter.objects.create(module=chapter.module, title=title)
    rows.insert([row.pk for row in rows].index(chapter.pk) + 1, copy)
    _number_chapters(rows, chapter.module)
    for lesson in _lessons_of(chapter):
        duplicate_lesson(lesson=lesson, user=user, chapter=copy)
    return copy


@transaction.atomic
def set_minutes(*, lesson: Lesson, minutes: int) -> Lesson:
    """Say how long a lesson takes; its draft says the same."""
    lesson.minutes = max(0, min(minutes, MOST_MINUTES))
    lesson.save(update_fields=["minutes"])
    _tell_drafts([lesson])
    return lesson


@transaction.atomic
def set_goals(*, lesson: Lesson, goals: dict[str, int]) -> Lesson:
    """Say about which chapter each question of a test asks; its draft says the same."""
    lesson.goals = goals
    lesson.save(update_fields=["goals"])
    _tell_drafts([lesson])
    return lesson


def _lessons_of(chapter: Chapter) -> list[Lesson]:
    rows = Lesson.objects.filter(chapter=chapter).select_related("chapter__module")
    return list(rows.order_by("position", "pk"))


def _chapters_of(module: Module) -> list[Chapter]:
    return list(Chapter.objects.filter(module=module).order_by("position", "pk"))


def _lock(*modules: int) -> None:
    """Let one person at a time change the order."""
    rows = Module.objects.select_for_update().filter(pk__in=modules).order_by("pk")
    list(rows.values_list("pk", flat=True))


def _refuse_other_provider(old: Module, new: Module, title: str) -> None:
    """Files and packages belong to a provider, and so does what shows them."""
    if old.provider_id != new.provider_id:
        raise OfAnotherProvider(title=title)


def _number_lessons(rows: "Sequence[Lesson]", chapter: Chapter) -> None:
    """Write the places, and into the newest drafts as well; only what has changed."""
    moved = []
    stored = {
        pk: (place, where)
        for pk, place, where in Lesson.objects.filter(pk__in=[row.pk for row in rows]).values_list(
            "pk", "position", "chapter_id"
        )
    }
    for place, row in enumerate(rows, start=1):
        row.position = place
        if stored[row.pk] != (place, chapter.pk):
            row.chapter = chapter
            moved.append(row)
    Lesson.objects.bulk_update(moved, ["position", "chapter"])
    _tell_drafts(moved)


def _tell_drafts(moved: "Sequence[Lesson]") -> None:
    drafts = []
    latest = Lesson.objects.filter(pk__in=[row.pk for row in moved], latest_revision__isnull=False)
    for row in latest.select_related("latest_revision"):
        draft = row.latest_revision
        draft.content = {
            **draft.content,
            "position": row.position,
            "chapter": row.chapter_id,
            "minutes": row.minutes,
            "goals": row.goals,
        }
        drafts.append(draft)
    if drafts:
        type(drafts[0]).objects.bulk_update(drafts, ["content"])


def _number_chapters(rows: "Sequence[Chapter]", module: Module) -> None:
    for place, row in enumerate(rows):
        row.position = place
        row.module = module
    Chapter.objects.bulk_update(rows, ["position", "module"])
