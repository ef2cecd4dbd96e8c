"""Open an item, finish a lesson, confirm a document."""

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.learning.activities import item_activity, learner_of
from courses.learning.errors import NotALesson, NotConfirmed, NotSeenYet
from courses.learning.models import Progress
from courses.learning.selectors import progress_read_with
from courses.learning.sending import JUST_NOW, Sent
from courses.learning.services.recording import (
    item_of,
    item_progress,
    lock_for_learning,
    record,
)
from courses.learning.statements import build
from courses.learning.vocabulary import DOCUMENT
from courses.learning.wording import confirmation
from courses.modules import completion
from courses.modules import selectors as modules
from courses.xapi import selectors as store
from courses.xapi.vocabulary import COMPLETED, EXPERIENCED, INITIALIZED

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.selectors import OutlineItem

# Opening the same item again is news only after a while: reloading a page is not learning.
QUIET = dt.timedelta(minutes=10)


def open_item(*, enrolment: "Enrolment", key: UUID) -> Progress:
    """Note that an item was opened, so that the way back leads to it; the first time begins
    the course.

    Raises SeatNotConfirmed, and UnknownItem for an item of another course.
    """
    item = item_of(enrolment, key)
    known = progress_read_with(enrolment)
    if known is not None and _is_quiet(known, key):
        return known
    return _open(enrolment, item)


def _is_quiet(progress: Progress, key: UUID) -> bool:
    """Tell whether the item has just been open, and nothing waits to be folded."""
    is_last = progress.last_item_key == key and progress.last_at is not None
    return is_last and progress.last_at > dates.now() - QUIET  # type: ignore[operator]


@transaction.atomic
def _open(enrolment: "Enrolment", item: "OutlineItem") -> Progress:
    progress = lock_for_learning(enrolment)
    if _is_quiet(progress, item.key):
        return progress
    now = dates.now()
    learner = learner_of(enrolment)
    activity = item_activity(enrolment, item)
    statements = [build(learner, EXPERIENCED, activity, now)]
    if progress.started_at is None:
        statements.insert(0, build(learner, INITIALIZED, learner.course, now))
    if (
        item.kind == "lesson"
        and item.rule == completion.OPENED
        and not _is_done(progress, item.key)
    ):
        statements.append(build(learner, COMPLETED, activity, now, result={"completion": True}))
    return record(progress, enrolment, statements)


def _is_done(progress: Progress, key: UUID) -> bool:
    known = item_progress(progress, key)
    return known is not None and known.completed_at is not None


@transaction.atomic
def finish_lesson(*, enrolment: "Enrolment", key: UUID, sent: Sent = JUST_NOW) -> Progress:
    """Complete a lesson by hand; doing it twice changes nothing.

    Raises NotALesson for a test, NotSeenYet or NotConfirmed where the rule asks for more.
    """
    item = item_of(enrolment, key)
    rule = completion.read(item.rule)
    if item.kind == "quiz" or rule.name in completion.OF_PACKAGES:
        raise NotALesson
    progress = lock_for_learning(enrolment)
    if not _is_done(progress, key):
        if rule.name == completion.CONFIRMED:
            raise NotConfirmed
        if rule.name == completion.SEEN and not item.by_hand:
            raise NotSeenYet(percent=rule.number)
        complete(progress, enrolment, item, {}, sent=sent)
    return progress


@transaction.atomic
def confirm_document(
    *, enrolment: "Enrolment", key: UUID, rule: str, sent: Sent = JUST_NOW
) -> Progress:
    """State that a document was read, in the version that was shown.

    `rule` is that of the page the learner had before the eyes: where the document has changed
    since, it has to be looked at again. Raises NotConfirmed.
    """
    item = item_of(enrolment, key)
    if completion.read(item.rule).name != completion.CONFIRMED or rule != item.rule:
        raise NotConfirmed
    progress = lock_for_learning(enrolment)
    if not _is_done(progress, key):
        shown = completion.document_of(modules.item(enrolment.version, key).body) or {}
        document = {
            "name": str(shown.get("title", "")),
            "edition": str(shown.get("edition", "")),
            "digest": item.rule.rpartition(":")[2],
        }
        sentence = confirmation(document["name"], document["edition"])
        result = {"response": sentence, "extensions": {DOCUMENT: document}}
        complete(progress, enrolment, item, result, sent=sent)
    return progress


def complete(
    progress: Progress,
    enrolment: "Enrolment",
    item: "OutlineItem",
    result: dict[str, Any],
    *,
    sent: Sent = JUST_NOW,
) -> Progress:
    """State that an item is done, and fold it into the locked rows."""
    moment = sent.moment(dates.now(), earliest=enrolment.confirmed_at)
    statement = build(
        learner_of(enrolment),
        COMPLETED,
        item_activity(enrolment, item),
        moment,
        result={"completion": True, **result},
    )
    identifier = sent.statement_id(f"{enrolment.registration}/{item.key}/completed")
    if store.statement(identifier) is not None:
        return progress
    return record(progress, enrolment, [{**statement, "id": str(identifier)}])
