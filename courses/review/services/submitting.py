"""Hand lessons in for review."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import WorkflowState

from courses.lifecycle import selectors as lifecycle
from courses.modules import selectors as reads
from courses.modules import services as modules
from courses.review.errors import NothingToSubmit

if TYPE_CHECKING:
    from courses.modules.models import Lesson, Module
    from members.accounts.models import User


@transaction.atomic
def submit(*, lesson: "Lesson", by: "User") -> WorkflowState:
    """Hand the newest draft in; what came back goes on at the stage that has sent it back.

    Raises what `check_complete` of courses.modules raises.
    """
    if lesson.latest_revision_id is None:
        lesson.save_revision(user=by)
    draft = lesson.get_latest_revision_as_object()
    modules.check_complete(lesson=draft)
    running = lesson.current_workflow_state
    if running is not None and running.status == WorkflowState.STATUS_NEEDS_CHANGES:
        running.resume(by)
        return running
    started: WorkflowState = draft.get_workflow().start(draft, by)
    return started


@transaction.atomic
def submit_module(*, module: "Module", by: "User") -> int:
    """Hand in every lesson with changes that is not under review; all or none.

    Raises NothingToSubmit, or what `check_complete` of courses.modules raises.
    """
    waiting = waiting_drafts(module)
    if not waiting:
        raise NothingToSubmit
    for lesson in waiting:
        submit(lesson=lesson, by=by)
    return len(waiting)


def waiting_drafts(module: "Module") -> "list[Lesson]":
    """Return the lessons with changes that nobody has handed in."""
    lessons = reads.with_reviews(reads.all_lessons().filter(chapter__module=module))
    released = set(lifecycle.scheduled_revisions(module).values_list("pk", flat=True))
    return [
        lesson
        for lesson in lessons.select_related("latest_revision")
        if (lesson.has_unpublished_changes or not lesson.live)
        and not lesson.workflow_in_progress
        and lesson.latest_revision_id not in released
    ]
