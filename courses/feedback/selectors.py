"""Reads of ratings."""

from typing import TYPE_CHECKING

from courses.feedback.models import Rating
from courses.feedback.summaries import Summary, summarise
from courses.learning import selectors as learning

if TYPE_CHECKING:
    from members.people.models import Person


def summary_of(course_id: int) -> Summary | None:
    """Return what learners say of a course, None before there are enough answers; one query."""
    return summarise(
        list(Rating.objects.filter(course_id=course_id).values_list("stars", "comment"))
    )


def rating_of(person: "Person", course_id: int) -> Rating | None:
    """Return what a person has said of a course."""
    return Rating.objects.filter(person=person, course_id=course_id).first()


def may_rate(person: "Person", course_id: int) -> bool:
    """Tell whether the person has completed the course."""
    return person.pk in learning.completions(course_id=course_id, person_ids=[person.pk])
