"""Publish a path as a version, or take it out of sight."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from courses.pathways.errors import FAULTS, NotYourPath
from courses.pathways.models import LearningPath, PathVersion
from courses.pathways.plans import fault_of
from courses.pathways.rules import may_edit
from courses.pathways.states import PATH_MOVES, PathState
from courses.pathways.words import PATH_WORDS

if TYPE_CHECKING:
    from members.accounts.models import User


@transaction.atomic
def publish(*, path: LearningPath, by: "User") -> PathVersion:
    """Freeze the working copy as the version that new learners get; running ones keep theirs.

    Publishing what has not changed gives the version there is. Raises NotYourPath, or says what
    is wrong with the plan.
    """
    locked = _move(path, PathState.PUBLISHED, by)
    fault = fault_of(locked.group)
    if fault:
        raise FAULTS[fault]
    newest = locked.versions.order_by("-number").first()
    facts = {"title": locked.title, "promise": locked.promise, "plan": locked.plan}
    locked.save(update_fields=["state"])
    if newest and all(getattr(newest, name) == value for name, value in facts.items()):
        return newest
    number = newest.number + 1 if newest else 1
    version = PathVersion.objects.create(path=locked, number=number, published_by=by, **facts)
    log(instance=locked, action="pathways.publish", user=by, data={"number": number})
    return version


@transaction.atomic
def withdraw_path(*, path: LearningPath, by: "User") -> LearningPath:
    """Show a path to nobody new; who walks it keeps it. Raises WrongState or NotYourPath."""
    locked = _move(path, PathState.WITHDRAWN, by)
    locked.save(update_fields=["state"])
    log(instance=locked, action="pathways.withdraw", user=by)
    return locked


def _move(path: LearningPath, state: PathState, by: "User") -> LearningPath:
    if not may_edit(by, path):
        raise NotYourPath
    locked = LearningPath.objects.select_for_update().get(pk=path.pk)
    PATH_MOVES.check(locked.state, state, words=PATH_WORDS)
    locked.state = state
    return locked
