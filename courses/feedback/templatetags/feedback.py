"""Slots that pages of lower rooms include, without knowing this room in Python."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from campus.kit.drawn import filled, slot
from courses.feedback import selectors
from courses.feedback.forms import NoteForm, QuestionForm
from courses.feedback.moments import written
from courses.feedback.places import item_address
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.enrolment.models import Enrolment
    from courses.feedback.models import Note
    from members.people.models import Person

register = template.Library()
ANY_SEAT = str(UUID(int=0))


@register.inclusion_tag("feedback/_summary.html", takes_context=True)
def course_ratings(context: dict[str, Any], course: "CoursePage | None") -> dict[str, Any]:
    """Show what learners say of a course, and the way to rate it for those who may."""
    if course is None or course.pk is None:
        return {}
    user = getattr(context.get("request"), "user", None)
    person = people.person_of(user) if user else None
    return {
        "course": course,
        "summary": selectors.summary_of(course.pk),
        "may_rate": _may_rate(context, person, course.pk),
    }


@register.inclusion_tag("feedback/_rating_link.html")
def rating_link(enrolment: "Enrolment") -> dict[str, Any]:
    """Offer, at the end of a completed course, to rate it or to change the rating; one query."""
    course_id = enrolment.offer.course_id
    known = selectors.rating_of(enrolment.person, course_id)
    return {"course_id": course_id, "known": known}


@register.simple_tag
def item_tools(enrolment: "Enrolment", item_key: "UUID", token: str) -> SafeString:
    """Offer, at a step of the player, to write a note and to ask those who teach; one query."""
    notes = selectors.notes_at(enrolment.person, enrolment.registration, item_key)
    drawn = _tools(item_key, notes) if notes else _tools_without_notes(item_key, get_language())
    return filled(drawn.replace(ANY_SEAT, str(enrolment.registration)), token=token)


@lru_cache(maxsize=512)
def _tools_without_notes(item_key: "UUID", language: str | None) -> str:
    """Draw the tools for all who have written nothing down here."""
    return _tools(item_key, ())


def _tools(item_key: "UUID", notes: "Iterable[Note]") -> str:
    context = {
        "registration": ANY_SEAT,
        "item_key": item_key,
        "notes": [(note, address_of(note)) for note in notes],
        "note_form": NoteForm(auto_id="note-%s"),
        "question_form": QuestionForm(auto_id="question-%s"),
        "csrf_token": slot("token"),
    }
    return render_to_string("feedback/_item_tools.html", context)


@register.filter
def address_of(note: "Note") -> str:
    """Return the address of the place where a note was written."""
    return item_address(note.enrolment.registration, note.item_key, note.seconds)


@register.filter
def moment(seconds: int | None) -> str:
    """Return a place in a film or recording as people read it."""
    return written(seconds)


def _may_rate(context: dict[str, Any], person: "Person | None", course_id: int) -> bool:
    """Tell whether the person has completed the course; the page may know it already."""
    if person is None:
        return False
    known = context.get("has_completed")
    return selectors.may_rate(person, course_id) if known is None else bool(known)
