"""The collection of questions: kept in step with the drafts, searched, taken over from."""

import datetime as dt
import json
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.admin.models import EditingSession

from campus.kit import dates
from courses.modules.collected import LONGEST_ID, CollectedQuestion, QuestionOrigin
from courses.modules.errors import (
    BeingWritten,
    LessonLocked,
    NoLongerThere,
    NotATest,
    NothingChosen,
    QuestionsOfAnotherProvider,
)
from courses.modules.models import Kind, Lesson
from courses.modules.questions import collecting

FACTS = ("place", "kind", "level", "prompt", "tags", "tag_keys", "words", "digest")
# Whoever writes reports every few seconds; after so long nobody is there any more.
SILENT = dt.timedelta(minutes=2)
ORDER = (
    *("lesson__chapter__module__course__title", "lesson__chapter__module_id"),
    *("lesson__chapter__position", "lesson__chapter_id", "lesson__position", "lesson_id", "place"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the collection; empty means: everything."""

    words: str = ""
    tag: str = ""
    kind: str = ""
    level: str = ""
    module: int | None = None


def newest_blocks(lesson: Lesson) -> list[dict[str, Any]]:
    """Return the stored blocks of the newest draft of a lesson."""
    if lesson.latest_revision is None:
        return [dict(block) for block in lesson.body.raw_data]
    body = lesson.latest_revision.content.get("body") or []
    stored: list[dict[str, Any]] = json.loads(body) if isinstance(body, str) else body
    return stored


@transaction.atomic
def note(*, lesson: Lesson) -> None:
    """Keep the collection in step with the newest draft; writes only what has changed."""
    found = {one.block: one for one in collecting.gathered(newest_blocks(lesson))}
    rows = {
        block: CollectedQuestion(
            lesson=lesson, block=block, **{name: getattr(one, name) for name in FACTS}
        )
        for block, one in found.items()
        if len(block) <= LONGEST_ID
    }
    known = {row.block: row for row in CollectedQuestion.objects.filter(lesson=lesson)}
    gone = [row.pk for block, row in known.items() if block not in rows]
    changed = [row for block, row in rows.items() if _facts(row) != _facts(known.get(block))]
    if gone:
        CollectedQuestion.objects.filter(pk__in=gone).delete()
    if changed:
        CollectedQuestion.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["lesson", "block"],
            update_fields=list(FACTS),
        )


def _facts(row: CollectedQuestion | None) -> tuple[Any, ...] | None:
    return None if row is None else tuple(getattr(row, name) for name in FACTS)


def questions_in(lessons: "QuerySet[Lesson]") -> "QuerySet[CollectedQuestion]":
    """Return the questions of lessons in their order, with all that says where they stand."""
    rows: QuerySet[CollectedQuestion] = CollectedQuestion.objects.filter(
        lesson__in=lessons.order_by().values("pk")
    )
    related = rows.select_related("lesson__chapter__module__course")
    return related.defer("words", "lesson__body").order_by(*ORDER)


def matching(rows: "QuerySet[CollectedQuestion]", wanted: Wanted) -> "QuerySet[CollectedQuestion]":
    """Return the questions that are looked for; every word has to stand somewhere."""
    for word in wanted.words.split():
        rows = rows.filter(
            Q(words__contains=word.casefold())
            | Q(lesson__title__icontains=word)
            | Q(lesson__chapter__module__course__title__icontains=word)
        )
    if wanted.tag:
        rows = rows.filter(tag_keys__contains=collecting.kept([wanted.tag.casefold()]))
    if wanted.module is not None:
        rows = rows.filter(lesson__chapter__module=wanted.module)
    exact = {"kind": wanted.kind, "level": wanted.level}
    return rows.filter(**{name: value for name, value in exact.items() if value})


def tags_in(rows: "QuerySet[CollectedQuestion]") -> list[str]:
    """Return the tags of questions, each once, by alphabet; one query."""
    kept = rows.exclude(tags="").order_by().values_list("tags", flat=True).distinct()
    found: dict[str, str] = {}
    for tag in (tag for stored in kept for tag in collecting.read_kept(stored)):
        found.setdefault(tag.casefold(), tag)
    return [found[key] for key in sorted(found)]


def origins_of(
    rows: Collection[CollectedQuestion], lessons: "QuerySet[Lesson]"
) -> list[QuestionOrigin]:
    """Return the origins of questions, and what was taken from them, among lessons; one query."""
    places = Q()
    for row in rows:
        places |= Q(lesson=row.lesson_id, block=row.block)
        places |= Q(origin=row.lesson_id, origin_block=row.block)
    seen = lessons.order_by().values("pk")
    if not places:
        return []
    found = QuestionOrigin.objects.filter(places, lesson__in=seen, origin__in=seen)
    related = ("lesson__chapter__module__course", "origin__chapter__module__course")
    return list(found.select_related(*related).defer("lesson__body", "origin__body"))


def standing_of(origins: Iterable[QuestionOrigin]) -> dict[tuple[int, str], str]:
    """Return the present digests of originals, by lesson and block; one query."""
    listed = list(origins)
    rows = CollectedQuestion.objects.filter(lesson__in={one.origin_id for one in listed})
    wanted = rows.filter(block__in={one.origin_block for one in listed}).order_by()
    return {(row[0], row[1]): row[2] for row in wanted.values_list("lesson", "block", "digest")}


@transaction.atomic
def take(*, rows: Sequence[CollectedQuestion], lesson: Lesson, user: Any) -> Lesson:
    """Copy questions to the end of a test's draft, and remember where they came from.

    Raises NothingChosen, NotATest, QuestionsOfAnotherProvider, LessonLocked, BeingWritten or
    NoLongerThere.
    """
    if not rows:
        raise NothingChosen
    draft = draft_to_write(lesson=lesson, user=user)
    if draft.kind != Kind.QUIZ:
        raise NotATest(title=lesson.title)
    provider = lesson.chapter.module.provider_id
    if any(row.lesson.chapter.module.provider_id != provider for row in rows):
        raise QuestionsOfAnotherProvider(title=lesson.title)
    blocks = _blocks_of({row.lesson_id for row in rows})
    taken = []
    for row in rows:
        block = blocks.get((row.lesson_id, row.block))
        if block is None:
            raise NoLongerThere
        taken.append((row, block, collecting.copied(block, str(uuid.uuid4()))))
    draft.body = [*draft.body.raw_data, *(copy for _row, _block, copy in taken)]
    draft.save_revision(user=user, log_action=True)
    QuestionOrigin.objects.bulk_create(
        QuestionOrigin(
            lesson_id=lesson.pk,
            block=copy["id"],
            origin_id=row.lesson_id,
            origin_block=row.block,
            digest=collecting.digest_of(block),
        )
        for row, block, copy in taken
    )
    return draft


def origins_among(
    *, written: "QuerySet[Lesson]", read: "QuerySet[Lesson]"
) -> "QuerySet[QuestionOrigin]":
    """Return the origins of questions in lessons of one set that came from lessons of another."""
    rows: QuerySet[QuestionOrigin] = QuestionOrigin.objects.filter(
        lesson__in=written.order_by().values("pk"), origin__in=read.order_by().values("pk")
    )
    return rows.select_related("lesson__chapter__module", "origin__chapter__module__course")


def states_of(origin: QuestionOrigin) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a copy as its draft has it, and as it would be with the original's newest words.

    What its author has noted about the copy stays. Raises NoLongerThere.
    """
    blocks = _blocks_of({origin.lesson_id, origin.origin_id})
    present = blocks.get((origin.lesson_id, origin.block))
    original = blocks.get((origin.origin_id, origin.origin_block))
    if present is None or original is None:
        raise NoLongerThere
    value = {n: part for n, part in original["value"].items() if n not in collecting.NOTES}
    notes = {n: part for n, part in present["value"].items() if n in collecting.NOTES}
    renewed = collecting.copied({**original, "value": {**value, **notes}}, origin.block)
    return present, renewed


@transaction.atomic
def renew(*, origin: QuestionOrigin, user: Any) -> Lesson:
    """Give a copy the words of its original, as a draft.

    Raises LessonLocked, BeingWritten or NoLongerThere.
    """
    draft = draft_to_write(lesson=origin.lesson, user=user)
    _present, renewed = states_of(origin)
    body = [dict(block) for block in draft.body.raw_data]
    draft.body = [renewed if block.get("id") == origin.block else block for block in body]
    draft.save_revision(user=user, log_action=True)
    keep(origin=origin)
    return draft


def keep(*, origin: QuestionOrigin) -> None:
    """Leave a copy as it is and say nothing more of the original as it now stands."""
    digests = standing_of([origin])
    present = digests.get((origin.origin_id, origin.origin_block), origin.digest)
    QuestionOrigin.objects.filter(pk=origin.pk).update(digest=present)


def draft_to_write(*, lesson: Lesson, user: Any) -> Lesson:
    """Return the newest draft of a lesson, held until the end of the transaction.

    Raises LessonLocked or BeingWritten where somebody else has it.
    """
    held = Lesson.objects.select_for_update().get(pk=lesson.pk)
    lock = held.get_lock()
    if lock is not None and lock.for_user(user):
        raise LessonLocked(title=held.title)
    sessions = EditingSession.objects.filter(
        content_type__app_label="modules",
        content_type__model="lesson",
        object_id=str(held.pk),
        is_editing=True,
        last_seen_at__gt=dates.now() - SILENT,
    )
    other = sessions.exclude(user=user).select_related("user").first()
    if other is not None:
        raise BeingWritten(title=held.title, name=other.user)
    draft: Lesson = held.get_latest_revision_as_object()
    return draft


def _blocks_of(lessons: set[int]) -> dict[tuple[int, str], dict[str, Any]]:
    """Return the questions of the newest drafts of lessons, by lesson and id; one query."""
    rows = Lesson.objects.filter(pk__in=lessons).select_related("latest_revision")
    return {(row.pk, str(block.get("id"))): block for row in rows for block in newest_blocks(row)}
