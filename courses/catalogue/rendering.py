"""The catalogue's page, drawn once for all visitors; a person's states are put in afterwards.

What is kept is bound to the shelf it was drawn from, to the language and to the address. Where a
card may carry a state there is a mark that no text can hold, since addresses and texts lose it.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.catalogue import card_states, selectors, shelf
from courses.catalogue.card_states import CardState
from courses.catalogue.presenting import card_of
from courses.catalogue.query import CatalogueQuery

MOST_KEPT = 400
SLOT = re.compile("\x00([0-9]+)\x00")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The parts of the page that depend on nobody, with a slot in every card."""

    filters: SafeString
    results: str
    titles: Mapping[int, str]
    is_empty_query: bool


_kept: "OrderedDict[tuple[Any, ...], Drawn]" = OrderedDict()
_lock = Lock()


def drawn(asked: CatalogueQuery, hidden: frozenset[int] = frozenset()) -> Drawn:
    """Return the page for an address, drawn anew only when something has changed.

    `hidden` are the courses that the visitor does not find; staff of one employer share them.
    """
    held = shelf.current()
    key = (held.mark, held.read_at, held.until, get_language(), asked.address(), hidden)
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    found = _draw(held, asked, hidden)
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def with_states(page: Drawn, states: Mapping[int, CardState]) -> SafeString:
    """Return the drawn results with the states of one person in their slots."""
    language = get_language() or ""

    def state_of(slot: re.Match[str]) -> str:
        course = int(slot[1])
        state = states.get(course)
        return card_states.drawn(state, language, page.titles[course]) if state else ""

    return mark_safe(SLOT.sub(state_of, page.results))  # noqa: S308  (all parts come from templates)


def _slot(card: "shelf.CourseCard") -> SafeString:
    """Return the mark where a person's state stands; nobody learns courses of others here."""
    return mark_safe("" if card.is_external else f"\x00{card.course_id}\x00")  # noqa: S308


def _draw(held: shelf.Shelf, asked: CatalogueQuery, hidden: frozenset[int]) -> Drawn:
    result = selectors.search_on(held, asked, hidden=hidden)
    cards = [{**card_of(card), "slot": _slot(card)} for card in result.cards]
    context = {"result": result, "cards": cards}
    return Drawn(
        filters=render_to_string("catalogue/_filters.html", context),
        results=render_to_string("catalogue/_results.html", context),
        titles={card.course_id: card.title for card in result.cards if not card.is_external},
        is_empty_query=result.query.is_empty,
    )
