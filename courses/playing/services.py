"""Open a part of a package, hand over where somebody has stopped, keep what it commits."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.enrolment.states import LEARNING
from courses.learning.activities import item_activity
from courses.learning.activities import learner_of as actor_of
from courses.learning.errors import SeatNotConfirmed
from courses.learning.services.recording import item_of, lock_for_learning, record
from courses.learning.statements import duration
from courses.modules import completion
from courses.packages import h5p, tokens
from courses.packages import selectors as packages
from courses.packages.reading.shapes import Kind
from courses.playing import selectors
from courses.playing.errors import NoPlayer, OpenElsewhere
from courses.playing.models import Attempt, Opening
from courses.playing.reports import answered, storable
from courses.playing.statements import Scene, part_activity, unsaid
from courses.xapi import selectors as store
from courses.xapi.vocabulary import COMPLETED, INITIALIZED, RESUMED, SUSPENDED, TERMINATED

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.selectors import OutlineItem

# A window that was heard of so lately may still be sending its farewell.
FAREWELL = dt.timedelta(seconds=20)
MILLISECONDS = 700
LARGEST_NUMBER = 2**31 - 1


@transaction.atomic
def open_part(*, enrolment: "Enrolment", item: "OutlineItem", part: int) -> Opening:
    """Open a window for a part; it takes over once its page has loaded. Raises NoPlayer."""
    package = packages.package_with(item.package)
    if not packages.may_be_tried(package) or part >= len(package.parts):
        raise NoPlayer
    attempt, _made = Attempt.objects.get_or_create(
        enrolment=enrolment, item_key=item.key, package=package, part=part
    )
    outdated = Opening.objects.filter(attempt=attempt, opened_at__lt=dates.now() - tokens.LASTS)
    outdated.exclude(pk=attempt.current or attempt.pk).delete()
    return Opening.objects.create(attempt=attempt)


@transaction.atomic
def begin(*, opening_id: UUID, kept: Any, force: bool) -> dict[str, Any]:
    """Hand over where somebody has stopped, and let this window commit from now on.

    `kept` is what the browser could not send last time. While another window may still be saying
    farewell, the answer is to wait. Raises SeatNotConfirmed.
    """
    opening, attempt = _locked(opening_id)
    progress = lock_for_learning(attempt.enrolment)
    if isinstance(kept, dict):
        _keep_late(attempt, kept)
    if not force and _is_busy(attempt, opening):
        return {"wait": MILLISECONDS}
    now = dates.now()
    if opening.begun_at is None:
        scene = _scene(attempt, opening, now)
        _state_start(attempt, scene)
        record(progress, attempt.enrolment, _unsaid(scene))
    opening.begun_at = opening.begun_at or now
    opening.last_at, opening.ended_at = now, None
    opening.save(update_fields=["begun_at", "last_at", "ended_at"])
    Attempt.objects.filter(pk=attempt.pk).update(current=opening.pk)
    learner = selectors.learner_of(attempt)
    return {"data": packages.handed_over(attempt.package, attempt.part, learner, attempt.data)}


def _locked(opening_id: UUID) -> tuple[Opening, Attempt]:
    """Return a window and its attempt, locked: one commit at a time."""
    opening = Opening.objects.get(pk=opening_id)
    rows = Attempt.objects.select_for_update(of=("self",))
    related = ("package", "enrolment__person", "enrolment__offer__course", "enrolment__version")
    attempt = rows.select_related(*related).get(pk=opening.attempt_id)
    opening.refresh_from_db()
    opening.attempt = attempt
    return opening, attempt


def _is_busy(attempt: Attempt, opening: Opening) -> bool:
    """Tell whether the window that was open last may still be sending."""
    if attempt.current in (None, opening.pk):
        return False
    other = Opening.objects.filter(pk=attempt.current, ended_at=None).first()
    return other is not None and (other.last_at or other.opened_at) > dates.now() - FAREWELL


def _keep_late(attempt: Attempt, kept: dict[str, Any]) -> None:
    """Take what a window could not send before it was closed, unless another has begun since."""
    try:
        key = UUID(str(kept.get("session")))
    except ValueError:
        return
    opening = Opening.objects.filter(pk=key, attempt=attempt).first()
    if opening is not None and attempt.current == key and isinstance(kept.get("cmi"), dict):
        opening.attempt = attempt
        _commit(opening, attempt, kept)


def _state_start(attempt: Attempt, scene: Scene) -> None:
    activity = _activity_of(attempt, scene)
    scene.once(INITIALIZED, activity, {})
    if selectors.outcome_of(attempt).keeps_place:
        scene.once(RESUMED, activity, {})
    if scene.item.rule == completion.OPENED:
        reason = f"{attempt.item_key}/opened"
        scene.state(COMPLETED, scene.item, reason, {"completion": True})


@transaction.atomic
def commit(*, opening_id: UUID, sent: dict[str, Any]) -> None:
    """Keep what a package has committed, and state what is new in it.

    The same twice changes nothing. Raises OpenElsewhere or SeatNotConfirmed.
    """
    opening, attempt = _locked(opening_id)
    if attempt.enrolment.state not in LEARNING:
        raise SeatNotConfirmed
    if attempt.current != opening.pk:
        raise OpenElsewhere
    _commit(opening, attempt, sent)


def _commit(opening: Opening, attempt: Attempt, sent: dict[str, Any]) -> None:
    serial = sent.get("serial")
    if not isinstance(serial, int) or not opening.serial < serial <= LARGEST_NUMBER:
        return
    before, heard = attempt.data, []
    data = storable(sent["cmi"])
    if attempt.package.kind == Kind.H5P.value:
        heard = h5p.heard(sent.get("events") or [], _activity_iri(attempt))
        data = h5p.kept(before, data, heard)
    attempt.revision += data != before
    scene = _scene(attempt, opening, dates.now())
    if data != before:
        _state_news(attempt, scene, data)
    scene.told(heard)
    if sent.get("ended") and opening.ended_at is None:
        _state_end(opening, attempt, scene, data)
    attempt.data, attempt.changed_at = data, scene.at
    attempt.save(update_fields=["data", "revision", "changed_at"])
    opening.serial, opening.last_at = serial, scene.at
    opening.ended_at = (opening.ended_at or scene.at) if sent.get("ended") else None
    opening.save(update_fields=["serial", "last_at", "ended_at"])
    if scene.said:
        progress = lock_for_learning(attempt.enrolment)
        record(progress, attempt.enrolment, _unsaid(scene))


def _state_news(attempt: Attempt, scene: Scene, data: dict[str, Any]) -> None:
    """Add what a commit has changed: of the part, and of the item that its parts make up."""
    activity = _activity_of(attempt, scene)
    others = selectors.attempts_of(attempt.enrolment, attempt.item_key, attempt.package)
    if activity.iri != scene.item.iri:
        scene.report(activity, selectors.outcome_of(attempt), selectors.outcome_of(attempt, data))
    scene.report(
        scene.item,
        selectors.outcome_of_item(attempt, others=others),
        selectors.outcome_of_item(attempt, data, others=others),
    )
    scene.answers(activity, answered(attempt.data, data))


def _state_end(opening: Opening, attempt: Attempt, scene: Scene, data: dict[str, Any]) -> None:
    activity = _activity_of(attempt, scene)
    outcome = selectors.outcome_of(attempt, data)
    if outcome.keeps_place and not outcome.completed:
        scene.once(SUSPENDED, activity, {})
    took = scene.at - (opening.begun_at or opening.opened_at)
    scene.once(TERMINATED, activity, {"duration": duration(took)})


def _scene(attempt: Attempt, opening: Opening, at: dt.datetime) -> Scene:
    enrolment = attempt.enrolment
    return Scene(
        learner=actor_of(enrolment),
        item=item_activity(enrolment, item_of(enrolment, attempt.item_key)),
        attempt=attempt.pk,
        opening=opening.pk,
        revision=attempt.revision,
        at=at,
        is_scorm=attempt.package.kind in packages.SCORM,
    )


def _activity_of(attempt: Attempt, scene: Scene) -> Any:
    """Return the activity of the part, which is the item where there is but one."""
    parts = attempt.package.parts
    if len(parts) == 1:
        return scene.item
    part = parts[attempt.part]
    return part_activity(scene.item, part["key"], part["title"])


def _activity_iri(attempt: Attempt) -> str:
    item = item_of(attempt.enrolment, attempt.item_key)
    return item_activity(attempt.enrolment, item).iri


def _unsaid(scene: Scene) -> list[dict[str, Any]]:
    ids = [uuid.UUID(statement["id"]) for statement in scene.said]
    known = {row.statement_id for row in store.statements_with(ids)}
    return list(unsaid(scene.said, known))
