"""The page of a step, drawn once for all who stand at the same point of a course.

What is kept is kept under everything it shows. Whose page it is stands in slots: the seat in all
addresses, the place where somebody stopped, the notes, the form's token. Tests are drawn each time.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from campus.kit.drawn import slot
from courses.learning.bodies import Body
from courses.learning.outlines import ANY_SEAT, outline_for_all, plain
from courses.learning.player import TOOL, Course, Step
from courses.learning.script_texts import script_texts
from courses.learning.wording import rule_in_words

# The page tells that a step is done, not when.
SOME_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a step shows of the course, the same for all who stand there."""

    title: str
    percent: int
    done_text: str
    left_text: str
    done_count: int
    counted: int
    step_count: int
    chapter: str
    rule: str
    step: Step
    before: Step | None
    after: Step | None
    outline: tuple[tuple[str, SafeString], ...]
    body: Body | None
    language: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The parts of the page; `content` has slots for token, notes and place."""

    crumbs: SafeString
    aside: SafeString
    content: SafeString


def drawn(course: Course, key: UUID, body: Body | None, quiz: Mapping[str, Any]) -> Drawn:
    """Return the page of a step on a seat. Raises Http404 for a foreign step."""
    step = course.step(key)
    if step is None:
        raise Http404
    shown = _shown(course, step, body)
    parts = _draw(shown, quiz) if quiz else _kept(shown)
    seat = str(course.enrolment.registration)
    crumbs, aside, content = (mark_safe(part.replace(ANY_SEAT, seat)) for part in parts)  # noqa: S308
    return Drawn(crumbs, aside, content)


def place_of(step: Step) -> SafeString:
    """Return the attributes by which the script finds the place where somebody stopped."""
    place = format_html(' data-kp-place="{}"', step.place) if step.place else SafeString()
    if not step.position:
        return place
    return format_html(' data-kp-position="{}"{}', str(step.position), place)


def _shown(course: Course, step: Step, body: Body | None) -> Shown:
    seat = str(course.enrolment.registration)
    chapter, before, after = course.chapter_of(step), course.before(step), course.after(step)
    return Shown(
        title=course.title,
        percent=course.percent,
        done_text=course.done_text,
        left_text=course.left_text,
        done_count=course.done_count,
        counted=len(course.counted),
        step_count=len(course.steps),
        chapter=chapter.title if chapter else "",
        rule=rule_in_words(step.rule, is_last=after is None, is_elsewhere=step.kind == TOOL),
        step=replace(plain(step, seat), fulfilled_at=SOME_DAY if step.is_fulfilled else None),
        before=plain(before, seat) if before else None,
        after=plain(after, seat) if after else None,
        outline=tuple(outline_for_all(course, step)),
        body=body,
        language=get_language() or "",
    )


@lru_cache(maxsize=512)
def _kept(shown: Shown) -> tuple[str, str, str]:
    return _draw(shown, {})


def _draw(shown: Shown, quiz: Mapping[str, Any]) -> tuple[str, str, str]:
    context = {
        "shown": shown,
        "step": shown.step,
        "before": shown.before,
        "after": shown.after,
        "body": shown.body,
        "seat": ANY_SEAT,
        "course_href": reverse("learning:course", args=[ANY_SEAT]),
        "texts": script_texts(),
        "csrf_token": slot("token"),
        "tools": slot("tools"),
        "place": slot("place"),
        "player_href": reverse(shown.step.player, args=[ANY_SEAT, shown.step.key])
        if shown.step.player
        else "",
        **quiz,
    }
    names = ("_crumbs", "_outline", "_item")
    crumbs, aside, content = (render_to_string(f"learning/{name}.html", context) for name in names)
    return crumbs, aside, content
