"""Deeds of feedback."""

from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from courses.feedback.errors import AlreadyAnswered, NotYetCompleted, TooManyOpenQuestions
from courses.feedback.models import Note, Question, Rating
from courses.feedback.news import tell_asker, tell_provider
from courses.feedback.rules import own_questions
from courses.feedback.selectors import may_rate, rating_of

if TYPE_CHECKING:
    from courses.feedback.places import Place
    from members.accounts.models import User
    from members.people.models import Person

MOST_OPEN_QUESTIONS = 10


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


def add_note(*, place: "Place", seconds: int | None = None, text: str = "") -> Note:
    """Keep a note or bookmark; the very same one sent twice is kept once."""
    return Note.objects.get_or_create(
        person=place.enrolment.person,
        enrolment=place.enrolment,
        item_key=place.item_key,
        seconds=seconds,
        text=text.strip(),
        defaults={"item_title": place.item_title},
    )[0]


def change_note(*, note: Note, seconds: int | None, text: str) -> Note:
    """Write a note anew."""
    note.seconds, note.text, note.updated_at = seconds, text.strip(), dates.now()
    note.save(update_fields=["seconds", "text", "updated_at"])
    return note


def delete_note(*, note: Note) -> None:
    """Forget a note."""
    note.delete()


@transaction.atomic
def ask(*, place: "Place", kind: str, text: str) -> Question:
    """Send a question or a fault to the provider. Raises TooManyOpenQuestions.

    The very same words sent twice are one question.
    """
    seat = place.enrolment
    waiting = own_questions(seat.person).unanswered().filter(version__module=seat.version.module)
    same = waiting.filter(item_key=place.item_key, kind=kind, text=text.strip()).first()
    if same is not None:
        return same
    count = waiting.count()
    if count >= MOST_OPEN_QUESTIONS:
        raise TooManyOpenQuestions(count=count)
    question = Question.objects.create(
        person=seat.person,
        enrolment=seat,
        version=seat.version,
        item_key=place.item_key,
        item_title=place.item_title,
        kind=kind,
        text=text.strip(),
    )
    tell_provider(question)
    return question


@transaction.atomic
def answer(*, question: Question, text: str, by: "User") -> Question:
    """Answer a question and tell whoever has asked. Raises AlreadyAnswered."""
    locked = Question.objects.select_for_update().get(pk=question.pk)
    if not locked.is_open:
        raise AlreadyAnswered
    locked.answer, locked.answered_at, locked.answered_by = text.strip(), dates.now(), by
    locked.save(update_fields=["answer", "answered_at", "answered_by"])
    tell_asker(locked)
    return locked
