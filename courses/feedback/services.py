"""Deeds of feedback."""

from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from courses.feedback.errors import NotYetCompleted
from courses.feedback.models import Rating
from courses.feedback.selectors import may_rate, rating_of

if TYPE_CHECKING:
    from members.people.models import Person


@transaction.atomic
def rate(*, person: "Person", course_id: int, stars: int, comment: str = "") -> Rating:
    """Keep what a person thinks of a course; a second time changes it. Raises NotYetCompleted."""
    if not may_rate(person, course_id):
        raise NotYetCompleted
    said = {"stars": stars, "comment": comment.strip(), "updated_at": dates.now()}
    return Rating.objects.update_or_create(person=person, course_id=course_id, defaults=said)[0]


def withdraw(*, person: "Person", course_id: int) -> None:
    """Forget what a person thought of a course."""
    rating = rating_of(person, course_id)
    if rating is not None:
        rating.delete()
