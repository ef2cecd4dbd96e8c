"""How many attempts at a test there are, and who has got more of them."""

from typing import TYPE_CHECKING

from courses.learning.models import ExtraTime

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.papers import Paper


def extra_of(enrolment: "Enrolment") -> ExtraTime:
    """Return what a seat has got more of; nothing of anything where there is no row."""
    return ExtraTime.objects.filter(enrolment=enrolment).first() or ExtraTime()


def attempts_left(
    enrolment: "Enrolment", paper: "Paper", *, used: int, extra: ExtraTime | None = None
) -> int | None:
    """Return how many attempts can still be begun; None means: as many as you like."""
    if not paper.graded or not paper.max_attempts:
        return None
    more = (extra or extra_of(enrolment)).attempts
    return max(0, paper.max_attempts + more - used)
