"""Decide at a stage: take it on, pass it on, send it back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import TaskState

from campus.kit import dates
from courses.lifecycle import services as lifecycle
from courses.modules import services as modules
from courses.review import who
from courses.review.errors import AlreadyDecided, NotYours, OnlyComments, ReasonMissing
from courses.review.models import StageState
from courses.review.stages import Stage

if TYPE_CHECKING:
    from courses.modules.models import Lesson
    from members.accounts.models import User


@transaction.atomic
def take(*, state: StageState, by: "User") -> StageState:
    """Say “I am reviewing this”, so that nobody else begins. Raises AlreadyDecided or NotYours."""
    locked = _locked(state, by)
    if locked.taken_by_id is None:
        locked.taken_by, locked.taken_at = by, dates.now()
        locked.save(update_fields=["taken_by", "taken_at"])
    return locked


@transaction.atomic
def release(*, state: StageState, by: "User") -> StageState:
    """Give it back to the others of the stage. Raises AlreadyDecided or NotYours."""
    locked = _locked(state, by)
    locked.taken_by = locked.taken_at = None
    locked.save(update_fields=["taken_by", "taken_at"])
    return locked


@transaction.atomic
def approve(*, state: StageState, by: "User", comment: str = "") -> StageState:
    """Pass a lesson on to the next stage; behind the last one it is published.

    Raises AlreadyDecided, NotYours, or what `check_complete` of courses.modules raises.
    """
    locked = _locked(state, by)
    modules.check_complete(lesson=_lesson(locked).get_latest_revision_as_object())
    task = locked.task.specific
    if Stage(task.stage) is Stage.OFFICE:
        lifecycle.schedule_release(lesson=_lesson(locked))
    task.on_action(locked, by, "approve", comment=comment.strip())
    return locked


@transaction.atomic
def reject(*, state: StageState, by: "User", reason: str) -> StageState:
    """Send a lesson back to its author. Raises ReasonMissing, OnlyComments, and as `approve`."""
    locked = _locked(state, by)
    task = locked.task.specific
    if task.comment_only:
        raise OnlyComments
    if not reason.strip():
        raise ReasonMissing
    task.on_action(locked, by, "reject", comment=reason.strip())
    return locked


@transaction.atomic
def decide_all(
    *, states: Iterable[StageState], by: "User", comment: str = "", passing: bool = True
) -> int:
    """Decide on several lessons of a module alike; all or none. Published at once: one version."""
    held = list(states)
    for state in held:
        if passing:
            approve(state=state, by=by, comment=comment)
        else:
            reject(state=state, by=by, reason=comment)
    return len(held)


def _locked(state: StageState, by: "User") -> StageState:
    """Return the stage, locked and still open, if the user decides on it."""
    TaskState.objects.select_for_update().get(pk=state.pk)
    found: StageState = StageState.objects.select_related("workflow_state").get(pk=state.pk)
    if found.status != TaskState.STATUS_IN_PROGRESS:
        raise AlreadyDecided
    provider = _lesson(found).chapter.module.provider
    stage = Stage(found.task.specific.stage)
    requested_by = found.workflow_state.requested_by_id
    if not who.may_decide(by, stage, provider, requested_by=requested_by):
        raise NotYours
    return found


def _lesson(state: StageState) -> "Lesson":
    lesson: Lesson = state.workflow_state.content_object
    return lesson
