"""How a signed-in person stands towards the courses of a list, in the words of a card."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.catalogue.card_states import CardState
from courses.catalogue.presenting import day_words
from courses.enrolment import selectors as enrolments
from courses.enrolment.selectors import HeldSeat
from courses.enrolment.states import State
from courses.portal.landing.selectors import choice_of
from members.people import selectors as people

if TYPE_CHECKING:
    import datetime as dt

    from members.accounts.models import User


# In place of a tone: the state is shown as a bar.
BAR = "bar"


def states_of(user: "User", course_ids: Collection[int]) -> dict[int, CardState]:
    """Return the states of those courses that the user has to do with; a constant of queries."""
    states = _own_states(user, course_ids)
    choice = choice_of(user)
    for pk in choice.marked.union(choice.words).intersection(course_ids):
        states[pk] = replace(
            states.get(pk, CardState()),
            note=choice.words.get(pk, ""),
            is_hidden=pk in choice.marked,
        )
    return states


def _own_states(user: "User", course_ids: Collection[int]) -> dict[int, CardState]:
    """Return the states that follow from seats and obligations."""
    person = people.person_of(user)
    if person is None:
        return {}
    seats = enrolments.held_seats(person, course_ids)
    today = dates.today()
    due = assignments.due_courses(person, course_ids, today)
    return {
        pk: card_state(seats.get(pk), _obligation(due, pk, today))
        for pk in course_ids
        if pk in seats or pk in due
    }


def card_state(seat: HeldSeat | None, obligation: tuple[str, str] = ("", "")) -> CardState:
    """Return one state in words; `obligation` is its words and tone."""
    words, tone, icon = _words(seat)
    begun = seat if tone == BAR else None
    return CardState(
        words=words,
        tone=tone,
        icon=icon,
        percent=begun.percent if begun else None,
        why=reverse("learning:why", args=[begun.registration]) if begun else "",
        obligation=obligation[0],
        obligation_tone=obligation[1],
    )


def _words(seat: HeldSeat | None) -> tuple[str, str, str]:
    """Return words, tone and icon of a seat."""
    if seat is None:
        return "", "", ""
    if seat.completed:
        return _("completed"), "success", "check-circle"
    if seat.state == State.CONFIRMED:
        if seat.started:
            return "", BAR, ""
        return _("enrolled, not begun yet"), "info", "book"
    return {
        State.REQUESTED: (_("waiting for approval"), "info", "clock"),
        State.WAITING: (_("on the waiting list"), "info", "clock"),
        State.REJECTED: (_("not approved"), "neutral", "circle"),
        State.FINISHED: (_("completed"), "success", "check-circle"),
    }.get(seat.state, ("", "", ""))


def _obligation(due: "dict[int, dt.date]", course_id: int, today: "dt.date") -> tuple[str, str]:
    """Return words and tone of what the employer asks for."""
    if course_id not in due:
        return "", ""
    day = due[course_id]
    words = _("Obligatory until %(day)s") % {"day": day_words(day)}
    return words, "danger" if day < today else "warning"
