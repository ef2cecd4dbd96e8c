"""Publish on a day: what the office releases before waits for it, then all goes live at once."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from campus.kit import dates
from courses.catalogue.services import touch_course
from courses.lifecycle import selectors
from courses.lifecycle.errors import InThePast
from courses.lifecycle.models import Upkeep
from courses.modules import services as modules

if TYPE_CHECKING:
    from courses.modules.models import Lesson, Module


@transaction.atomic
def plan_go_live(*, module: "Module", at: dt.datetime | None) -> Upkeep:
    """Set or take back the day; what has been released already follows. Raises InThePast."""
    known = selectors.upkeep_of(module)
    if at is not None and at <= dates.now() and at != known.go_live_at:
        raise InThePast
    known.go_live_at = at
    known.save()
    waiting = list(selectors.scheduled_revisions(module))
    for revision in waiting:
        _set_date(revision, at)
        revision.publish(skip_permission_checks=True)
    touch_course(course_id=module.course_id)
    return known


def schedule_release(*, lesson: "Lesson") -> dt.datetime | None:
    """Give the draft that is about to be released the day of its module, if that lies ahead."""
    upkeep = selectors.upkeep_of(lesson.chapter.module)
    at = upkeep.go_live_at
    revision = lesson.get_latest_revision()
    if at is None or at <= dates.now() or revision is None:
        return None
    _set_date(revision, at)
    return at


def publish_due() -> int:
    """Publish what waits for a day that has come, each module at once; return how many lessons."""
    return sum(_publish(upkeep) for upkeep in selectors.due_plans())


@transaction.atomic
def _publish(upkeep: Upkeep) -> int:
    waiting = list(selectors.scheduled_revisions(upkeep.module))
    for revision in waiting:
        modules.publish_on_its_day(revision=revision)
    upkeep.go_live_at = None
    upkeep.save(update_fields=["go_live_at"])
    return len(waiting)


def _set_date(revision: object, at: dt.datetime | None) -> None:
    """Write the day into a stored draft, as Wagtail's own form would have done."""
    text = at.astimezone(timezone.get_default_timezone()).isoformat() if at else None
    revision.content = {**revision.content, "go_live_at": text}  # type: ignore[attr-defined]
    revision.save(update_fields=["content"])  # type: ignore[attr-defined]
