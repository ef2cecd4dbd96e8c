"""What a card says of the person who looks: filled by a higher room, nothing without it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User


@dataclass(frozen=True, slots=True)
class CardState:
    """A person's state towards a course in words; `percent` only where learning has begun."""

    words: str = ""
    tone: str = "info"
    icon: str = ""
    percent: int | None = None
    # The employer asks for the course; says until when, as far as that is known.
    obligation: str = ""
    obligation_tone: str = "warning"


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


@lru_cache(maxsize=512)
def drawn(state: CardState, language: str) -> SafeString:
    """Draw a state; few different ones exist, so that each is drawn once."""
    return render_to_string("catalogue/_card_state.html", {"state": state})
