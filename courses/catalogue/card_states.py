"""What a card says of the person who looks: filled by a higher room, nothing without it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from courses.catalogue.shelf import CourseCard
    from members.accounts.models import User


# No text holds them: they stand where address and title of a course are put in.
HREF, TITLE = "\x00href\x00", "\x00title\x00"


@dataclass(frozen=True, slots=True)
class CardState:
    """A person's state towards a course in words; `percent` only where learning has begun."""

    words: str = ""
    tone: str = "info"
    icon: str = ""
    percent: int | None = None
    # Where the percentage is explained: differs from person to person, unlike all the rest.
    why: str = field(default="", compare=False)
    # The employer asks for the course; says until when, as far as that is known.
    obligation: str = ""
    obligation_tone: str = "warning"
    # What the employer says of the course to the own staff.
    note: str = ""
    # The one who looks has hidden the course from the own staff.
    is_hidden: bool = False


Source = Callable[["User", Collection[int]], Mapping[int, CardState]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let `source` say how a user stands towards courses; call it in `ready()`. The last counts."""
    _sources[:] = [source]


def states_for(
    user: "User | AnonymousUser", course_ids: Collection[int]
) -> Mapping[int, CardState]:
    """Return the states of the signed-in user by course; no query for visitors."""
    if not _sources or not course_ids or not user.is_authenticated:
        return {}
    return _sources[-1](user, course_ids)


def shown(states: Mapping[int, CardState], card: "CourseCard") -> SafeString:
    """Draw the state of one card, "" where there is none."""
    state = states.get(card.course_id)
    return drawn(state, get_language() or "", card.title) if state else mark_safe("")


def drawn(state: CardState, language: str, title: str = "") -> SafeString:
    """Draw a state, with the way to the reasons of a percentage; `title` is that of the course."""
    shown = _drawn(state, language)
    if state.percent is None or not state.why:
        return shown
    reasons = _reasons(state.percent, language).replace(HREF, escape(state.why))
    return mark_safe(shown + reasons.replace(TITLE, escape(title)))  # noqa: S308


@lru_cache(maxsize=512)
def _drawn(state: CardState, language: str) -> SafeString:
    """Draw what is the same for everybody; few different states exist, so each is drawn once."""
    return render_to_string("catalogue/_card_state.html", {"state": state})


@lru_cache(maxsize=256)
def _reasons(percent: int, language: str) -> SafeString:
    slots = {"percent": percent, "href": mark_safe(HREF), "title": mark_safe(TITLE)}  # noqa: S308
    return render_to_string("catalogue/_card_why.html", slots)
