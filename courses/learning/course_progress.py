"""The progress of one course as lists show it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.learning.models import Progress


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the outline of a course shows of one item."""

    first_seen_at: dt.datetime | None
    completed_at: dt.datetime | None
    passed_at: dt.datetime | None
    position_seconds: Decimal | None
    position_place: str
    best_scaled: Decimal | None = None
    waived_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """A seat with its progress; everything is nought before the course was first opened."""

    enrolment: "Enrolment"
    percent: int = 0
    done: int = 0
    total: int = 0
    started_at: dt.datetime | None = None
    completed_at: dt.datetime | None = None
    passed_at: dt.datetime | None = None
    score_scaled: Decimal | None = None
    last_item_key: UUID | None = None
    last_at: dt.datetime | None = None

    @property
    def title(self) -> str:
        """Return the title of the course, which lists read along with the seat."""
        return getattr(self.enrolment, "course_title", "") or str(self.enrolment.offer.course.title)

    @property
    def state(self) -> str:
        """Return "open", "started" or "completed"."""
        if self.completed_at:
            return "completed"
        return "started" if self.started_at else "open"

    @property
    def missing(self) -> int:
        """Return how many required steps are left until the certificate."""
        return self.total - self.done

    @property
    def last_touched(self) -> dt.datetime:
        """Return when the person last dealt with the course: opened it, or got the seat."""
        return self.last_at or self.enrolment.confirmed_at or self.enrolment.requested_at


def course_progress(enrolment: "Enrolment", progress: "Progress | None") -> CourseProgress:
    """Return the progress of a seat; `progress` is None before it was first opened."""
    if progress is None:
        return CourseProgress(enrolment=enrolment, total=0)
    return CourseProgress(
        enrolment=enrolment,
        percent=progress.percent,
        done=progress.done,
        total=progress.total,
        started_at=progress.started_at,
        completed_at=progress.completed_at,
        passed_at=progress.passed_at,
        score_scaled=progress.score_scaled,
        last_item_key=progress.last_item_key,
        last_at=progress.last_at,
    )
