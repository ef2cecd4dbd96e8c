"""Rows of the start page, drawn once for all who would see the same words.

A row is kept under everything it shows; the seat stands in its addresses only, and is put in.
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from campus.kit.drawn import slot
from courses.assignments.words import words_for
from courses.catalogue.presenting import card_of

if TYPE_CHECKING:
    import datetime as dt

    from courses.assignments.words import Words
    from courses.catalogue.shelf import CourseCard
    from courses.enrolment.models import Enrolment
    from courses.learning.course_progress import CourseProgress
    from courses.onboarding.selectors import Own
    from courses.portal.appointments import Appointment
    from courses.portal.start import Due

ANY_SEAT = UUID(int=0)


def together(rows: Iterable[SafeString]) -> SafeString:
    """Return drawn rows one after the other; "" where there is none."""
    return mark_safe("".join(rows))  # noqa: S308  (each is made by a template)


def running(row_name: str, one: "CourseProgress", **more: Hashable) -> SafeString:
    """Draw a course that is on; only its progress is shown, not when anything was learnt."""
    return row(
        row_name,
        seat=one.enrolment.registration,
        title=one.title,
        is_started=one.started_at is not None,
        done=one.done,
        total=one.total,
        percent=one.percent,
        **more,
    )


def waiting(seat: "Enrolment", title: str) -> SafeString:
    """Draw a request that has not been answered, or a place on a waiting list."""
    return row("waiting", title=title, is_waiting=seat.state == "waiting", offer=seat.offer_id)


def due(one: "Due", words: "Words") -> SafeString:
    """Draw an obligation; it has a slot for the form's token."""
    return row(
        "due",
        seat=one.registration,
        title=one.cell.course_title,
        completed_before=one.completed_before,
        renew=one.renew,
        test_first=one.test_first,
        period=one.cell.period_id,
        href=one.href,
        token=slot("token"),
        **words,
    )


def appointment(one: "Appointment") -> SafeString:
    """Draw a day that matters."""
    return row(
        "appointment",
        title=one.title,
        href=one.href,
        icon=one.icon,
        word=one.word,
        place=one.place,
        day=one.day,
        starts_at=one.starts_at,
    )


def onboarding(one: "Own", links: "Mapping[int, str]") -> SafeString:
    """Draw somebody's way in: the list in its order, and what is due next."""
    steps = [
        (step.title, *words_for(step.cell).values(), links.get(step.cell.obligation_id, ""))
        for step in one.steps
        if step.cell
    ]
    following = one.next
    return row(
        "onboarding",
        employer=one.employer,
        plan=one.name,
        steps=tuple(steps),
        done=one.done,
        total=len(steps),
        next_title=following.title if following else "",
        next_on=following.cell.due_on if following and following.cell else None,
    )


def row(name: str, *, seat: UUID | None = None, **shown: Hashable) -> SafeString:
    """Return `portal/rows/<name>.html` with these values; `seat` stands for the person's own."""
    values = (*shown.items(), ("seat", ANY_SEAT if seat else None))
    drawn = _row(name, get_language() or "", values)
    if seat is not None:
        drawn = drawn.replace(str(ANY_SEAT), str(seat))
    return mark_safe(drawn)  # noqa: S308  (made by a template)


def card_row(card: "CourseCard", reason: str, note: str = "") -> SafeString:
    """Draw a course's card with the reason why it is suggested, and what the employer says."""
    return _card(card, card.next_date, (reason, note), get_language() or "")


@lru_cache(maxsize=2048)
def _card(
    card: "CourseCard", start: "dt.datetime | None", said: tuple[str, str], language: str
) -> SafeString:
    """Draw a card; `at`, which moves on with the time, is only there to be a part of the key."""
    reason, note = said
    shown = {**card_of(card), "reason": reason, "note": note}
    return render_to_string("portal/rows/card.html", {"card": shown})


@lru_cache(maxsize=4096)
def _row(name: str, language: str, values: tuple[tuple[str, Hashable], ...]) -> str:
    return render_to_string(f"portal/rows/{name}.html", dict(values))
