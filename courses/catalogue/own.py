"""Courses that only the staff of one municipality find: never in the index, on no shared shelf.

They are read for each visitor, so that nothing kept for all can tell of them.
"""

import uuid
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from courses.catalogue.presenting import cover_of
from courses.catalogue.prices import Price
from courses.catalogue.selectors import own_courses_with_prices
from courses.catalogue.shelf import CourseCard, Paths

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage

NAMESPACE = uuid.NAMESPACE_OID


def own_cards(municipalities: Collection[int]) -> list[CourseCard]:
    """Return the cards of the municipalities' own courses by title; no query without any."""
    if not municipalities:
        return []
    rows = own_courses_with_prices(municipalities)
    paths = Paths() if rows else None
    return [_card(page, paths) for page in rows if paths]


def _card(page: "CoursePage", paths: Paths) -> CourseCard:
    town: Any = page.only_for
    price = getattr(page, "price", None)
    return CourseCard(
        course_id=page.pk,
        mark=uuid.uuid5(NAMESPACE, f"{page.pk}/{page.latest_revision_id}/{page.minutes}"),
        title=page.title,
        title_words=page.title.casefold(),
        url=paths.of(page),
        promise=page.promise,
        provider_slug=town.slug,
        provider_name=town.name,
        provider_short_name=town.short_name,
        format=page.format,
        level="",
        minutes=page.minutes,
        offered=Price(price) if price is not None else None,
        starts=(),
        topics=(),
        audiences=(),
        cover=cover_of(page),
        look_inside="nobody",
    )


def having(cards: Iterable[CourseCard], text: str) -> list[CourseCard]:
    """Return the cards that hold all words of a search in title or promise."""
    words = text.casefold().split()
    return [card for card in cards if all(word in _told(card) for word in words)]


def _told(card: CourseCard) -> str:
    return f"{card.title} {card.promise}".casefold()
