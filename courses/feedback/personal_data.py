"""What somebody has rated, written down and asked; and how it is forgotten."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from courses.feedback.models import Note, Question, Rating
from courses.feedback.moments import written


def notes(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield notes and bookmarks, the oldest first."""
    rows = Note.objects.filter(person_id=subject.person_id)
    for note in rows.select_related("enrolment__offer__course"):
        yield {
            "course": note.enrolment.offer.course.title,
            "step": note.item_title,
            "item": str(note.item_key),
            "place": written(note.seconds),
            "text": note.text,
            "created_at": note.created_at,
            "updated_at": note.updated_at,
        }


def ratings(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the ratings of courses."""
    rows = Rating.objects.filter(person_id=subject.person_id).select_related("course")
    for one in rows:
        yield {
            "course": one.course.title,
            "stars": one.stars,
            "comment": one.comment,
            "updated_at": one.updated_at,
        }


def questions(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield questions and reported faults with their answers, the oldest first."""
    rows = Question.objects.filter(person_id=subject.person_id).order_by("asked_at", "pk")
    for one in rows.select_related("version__module__course"):
        yield {
            "course": one.version.module.course.title,
            "version": one.version.number,
            "step": one.item_title,
            "kind": one.kind,
            "text": one.text,
            "asked_at": one.asked_at,
            "answer": one.answer,
            "answered_at": one.answered_at,
        }


def forget(case: Erasing) -> int:
    """Delete notes and questions; a rating stays as a number of nobody, without its words."""
    mine = {"person_id": case.subject.person_id}
    gone = Note.objects.filter(**mine).delete()[0] + Question.objects.filter(**mine).delete()[0]
    return gone + Rating.objects.filter(**mine).update(person=None, comment="")


hold(
    Holding(
        "notes",
        _("notes"),
        notes,
        {
            "course": _("Course"),
            "step": _("step"),
            "place": _("place in the film or recording"),
            "text": _("text"),
        },
        order=100,
    )
)
hold(
    Holding(
        "questions",
        _("questions"),
        questions,
        {"course": _("Course"), "step": _("step"), "text": _("text"), "answer": _("answer")},
        order=105,
    )
)
hold(
    Holding(
        "ratings",
        _("ratings"),
        ratings,
        {"course": _("Course"), "stars": _("stars"), "comment": _("comment")},
        order=110,
    )
)
forget_with(Eraser("feedback", forget, order=30))
