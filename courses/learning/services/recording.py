"""The frame of every deed: lock the progress, state what happened, fold it at once."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from courses.enrolment.states import LEARNING
from courses.learning.errors import SeatNotConfirmed
from courses.learning.models import ItemProgress, Progress
from courses.learning.projection import lock_progress, project_locked
from courses.modules import selectors as modules
from courses.xapi.services import platform_authority, store

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.selectors import OutlineItem


class UnknownItem(LookupError):
    """The version holds no item of this key."""


def item_of(enrolment: "Enrolment", key: UUID) -> "OutlineItem":
    """Return the item of the enrolment's version; raise UnknownItem for a foreign key."""
    for unit in modules.outline(enrolment.version):
        for item in unit.items:
            if item.key == key:
                return item
    raise UnknownItem(key)


def lock_for_learning(enrolment: "Enrolment") -> Progress:
    """Return the locked progress of a seat that may be learnt on. Raises SeatNotConfirmed."""
    if enrolment.state not in LEARNING:
        raise SeatNotConfirmed
    return lock_progress(enrolment)


def item_progress(progress: Progress, key: UUID) -> ItemProgress | None:
    """Return what is known of one item."""
    return ItemProgress.objects.filter(progress=progress, item_key=key).first()


def record(
    progress: Progress, enrolment: "Enrolment", statements: list[dict[str, Any]]
) -> Progress:
    """Store the platform's own statements and fold them into the locked rows."""
    store(statements, authority=platform_authority())
    return project_locked(progress, enrolment)
