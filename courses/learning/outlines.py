"""The outline beside a step, put together from parts that are drawn once.

A step in one state looks the same for everybody but for the address, which names the seat.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.learning.player import Course, Step

ANY_SEAT = str(UUID(int=0))


def outline_of(course: Course, current: Step) -> Iterator[tuple[str, SafeString]]:
    """Yield each chapter's title with its drawn steps, which lead to the seat."""
    seat = str(course.enrolment.registration)
    for title, drawn in outline_for_all(course, current):
        yield title, mark_safe(drawn.replace(ANY_SEAT, seat))  # noqa: S308 - by templates


def outline_for_all(course: Course, current: Step) -> Iterator[tuple[str, SafeString]]:
    """Yield the same with addresses that lead to nobody's seat."""
    seat, language = str(course.enrolment.registration), get_language() or ""
    for chapter in course.chapters:
        drawn = "".join(
            _drawn(plain(step, seat), step.key == current.key, language) for step in chapter.steps
        )
        yield chapter.title, mark_safe(drawn)  # noqa: S308 - by templates


def plain(step: Step, seat: str) -> Step:
    """Return a step without what differs from person to person."""
    href = step.href.replace(seat, ANY_SEAT)
    return replace(step, href=href, fulfilled_at=None, position=None, place="")


@lru_cache(maxsize=8192)
def _drawn(step: Step, is_current: bool, language: str) -> str:
    context = {"entry": step, "is_current": is_current}
    return render_to_string("learning/_outline_step.html", context)
