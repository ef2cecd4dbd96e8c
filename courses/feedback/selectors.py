"""Reads of ratings, notes and questions."""

from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from campus.kit.prepared import Prepared, PreparedObjects
from courses.feedback.models import Note, Rating
from courses.feedback.places import place_of
from courses.feedback.rules import own_notes, questions_to
from courses.feedback.summaries import Summary, summarise
from courses.learning import selectors as learning

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from courses.feedback.places import Place
    from members.accounts.models import User
    from members.people.models import Person


def step_of(person: "Person", registration: UUID, item_key: UUID) -> "Place":
    """Return the step from which a person writes, on the own seat. Raises Http404."""
    return place_of(person, registration, item_key)


def summary_of(course_id: int) -> Summary | None:
    """Return what learners say of a course, None before there are enough answers; one query."""
    return summarise(_answers(course_id))


@Prepared
def _answers(course_id: int) -> QuerySet[Rating, Any]:
    return Rating.objects.filter(course_id=course_id).values_list("stars", "comment")


def rating_of(person: "Person", course_id: int) -> Rating | None:
    """Return what a person has said of a course."""
    return Rating.objects.filter(person=person, course_id=course_id).first()


def may_rate(person: "Person", course_id: int) -> bool:
    """Tell whether the person has completed the course."""
    return person.pk in learning.completions(course_id=course_id, person_ids=[person.pk])


def notes_at(person: "Person", registration: UUID, item_key: UUID) -> list[Note]:
    """Return what a person has written down at one step, in one query."""
    return _notes_at(person.pk, registration, item_key)


@PreparedObjects
def _notes_at(person_id: int, registration: UUID, item_key: UUID) -> QuerySet[Note]:
    rows = Note.objects.filter(person_id=person_id, enrolment__registration=registration)
    return rows.filter(item_key=item_key).select_related("enrolment")


def notes_by_course(notes: list[Note]) -> list[tuple[str, list[Note]]]:
    """Return notes, as `own_notes` orders them, under the titles of their courses."""
    return [
        (title, list(group))
        for title, group in groupby(notes, key=lambda note: note.enrolment.offer.course.title)
    ]


def own_note(person: "Person", pk: int) -> Note | None:
    """Return a note if it is the person's own."""
    return own_notes(person).filter(pk=pk).first()


def open_count(user: "User | AnonymousUser") -> int:
    """Return how many questions wait for the user's answer."""
    return questions_to(user).unanswered().count()
