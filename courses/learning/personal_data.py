"""How far somebody is, every attempt at a test, and the statements from which both were folded.

All of it hangs on the seats and goes with them; the statements are erased by the record store.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Holding, Subject, hold
from courses.learning.models import Attempt, ExtraTime, Progress
from courses.xapi import selectors as store


def progress(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield how far the person is in each course."""
    rows = Progress.objects.filter(enrolment__person_id=subject.person_id).order_by("pk")
    for row in rows.select_related("enrolment__offer__course").prefetch_related("items"):
        yield {
            "course": row.enrolment.offer.course.title,
            "percent": row.percent,
            "started_at": row.started_at,
            "last_at": row.last_at,
            "completed_at": row.completed_at,
            "score_scaled": row.score_scaled,
            "items": [
                {
                    "item": str(one.item_key),
                    "first_seen_at": one.first_seen_at,
                    "completed_at": one.completed_at,
                    "waived_at": one.waived_at,
                    "best_scaled": one.best_scaled,
                    "played": one.played,
                }
                for one in row.items.all()
            ],
        }


def attempts(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield every attempt with what was answered."""
    rows = Attempt.objects.filter(enrolment__person_id=subject.person_id)
    for one in rows.select_related("enrolment__offer__course").order_by("started_at", "pk"):
        yield {
            "course": one.enrolment.offer.course.title,
            "item": str(one.item_key),
            "number": one.number,
            "started_at": one.started_at,
            "submitted_at": one.submitted_at,
            "answers": one.answers,
            "points": one.points,
            "max_points": one.max_points,
            "passed": one.passed,
        }


def extra_time(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield how much more time, and how many more attempts, the person has in tests."""
    rows = ExtraTime.objects.filter(enrolment__person_id=subject.person_id).order_by("pk")
    for one in rows.select_related("enrolment__offer__course"):
        yield {
            "course": one.enrolment.offer.course.title,
            "percent": one.percent,
            "minutes": one.minutes,
            "attempts": one.attempts,
            "granted_at": one.granted_at,
        }


def documents(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield what contents have kept about the person in the record store, such as a place."""
    if subject.account is not None:
        yield from store.raw_documents_of(str(subject.account))


def statements(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the whole xAPI statements of the person's own account."""
    if subject.account is not None:
        yield from store.raw_statements_by(str(subject.account))


hold(
    Holding(
        "progress",
        _("progress"),
        progress,
        {
            "course": _("Course"),
            "percent": _("per cent"),
            "started_at": _("Begun on"),
            "completed_at": _("Completed on"),
        },
        order=60,
    )
)
hold(
    Holding(
        "attempts",
        _("attempts"),
        attempts,
        {
            "course": _("Course"),
            "number": _("attempt"),
            "submitted_at": _("Handed in on"),
            "points": _("Points"),
            "max_points": _("of at most"),
        },
        order=70,
    )
)
hold(
    Holding(
        "extra_time",
        _("extra time"),
        extra_time,
        {
            "course": _("Course"),
            "percent": _("more time in per cent"),
            "minutes": _("more time in minutes"),
            "attempts": _("more attempts"),
            "granted_at": _("Since"),
        },
        order=75,
    )
)
hold(
    Holding(
        "documents",
        _("What contents remember (xAPI documents)"),
        documents,
        {"activity": _("Object"), "updated_at": _("On"), "content": _("Content")},
        order=145,
    )
)
hold(
    Holding(
        "statements",
        _("Steps of learning (xAPI statements)"),
        statements,
        {"timestamp": _("On"), "verb.display.de": _("What"), "object.id": _("Object")},
        order=150,
    )
)
