"""The course page: drawn once for all visitors, with the button of each put in."""

import datetime as dt
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.catalogue import selectors as catalogue
from courses.enrolment import selectors as enrolments
from courses.enrolment.cancelling_words import terms_in_words
from courses.lifecycle import selectors as lifecycle
from courses.modules import selectors as modules
from courses.modules.terms_in_words import Earnable, earnable, validity

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.catalogue.shelf import Shelf
    from courses.enrolment.models import Offer
    from courses.modules.models import ModuleVersion
    from courses.modules.selectors import OutlineUnit
    from members.organisations.models import Provider

MOST_KEPT = 400
# No text holds it: it stands where the button is put in.
SLOT = "\x00action\x00"
Key = tuple[int, uuid.UUID, dt.datetime, int | None, str, bool]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What of a course page depends on no visitor but on the version that is shown."""

    course: "CoursePage"
    provider: "Provider | None"
    offer: "Offer | None"
    version: "ModuleVersion | None"
    content: str
    aside: str
    # Offered to other municipalities: price, dates and button are not for this visitor.
    closed: bool = False

    def with_action(self, action: str) -> dict[str, SafeString]:
        """Return content and aside with the visitor's button."""
        parts = {"content": self.content, "aside": self.aside}
        return {
            name: mark_safe(part.replace(SLOT, action))  # noqa: S308  (made by templates only)
            for name, part in parts.items()
        }


_kept: OrderedDict[Key, Drawn] = OrderedDict()
_lock = Lock()


def drawn(held: "Shelf", course_id: int, version_id: int | None, *, closed: bool = False) -> Drawn:
    """Return the page of a course in a version, or in the current one; no query once drawn.

    For visitors to whom its offer is closed the page has no price, no date and no button. Pages
    that are not in the catalogue, such as drafts, are drawn each time.
    """
    card = held.by_course.get(course_id)
    if card is None:
        return _draw(course_id, version_id, href="", closed=closed)
    language = get_language() or ""
    key = (course_id, card.mark, held.until, version_id, language, closed)
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    href = f"{card.url}einblick/" if card.look_inside != "nobody" else ""
    found = _draw(course_id, version_id, href=href, closed=closed)
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def _draw(course_id: int, version_id: int | None, *, href: str, closed: bool) -> Drawn:
    course = catalogue.course_page(course_id)
    offer = None if closed else enrolments.offer_for(course)
    shown = modules.version_with(version_id) if version_id else modules.current_version(course)
    provider = catalogue.provider_of(course)
    outline = modules.outline(shown) if shown else []
    context: dict[str, Any] = {
        "page": course,
        "course": course,
        "provider": provider,
        "closed": closed,
        "cost": enrolments.price_of(offer) if offer and enrolments.is_bookable(offer) else None,
        "cancelling": terms_in_words(offer.cancelling) if offer and offer.price > 0 else "",
        "version": shown,
        "outline": outline,
        "documents": [] if course.only_for_id else _earnable(shown, outline),
        **_life(course),
        "accessible": modules.statement_on(shown),
        "valid": validity(shown.terms) if shown else "",
        "sessions": enrolments.coming_sessions([offer.pk]) if offer else [],
        "preview_href": href if shown and modules.first_lesson(shown) else "",
        "slot": mark_safe(SLOT),  # noqa: S308
    }
    return Drawn(
        course=course,
        provider=provider,
        offer=offer,
        version=shown,
        content=render_to_string("catalogue/_course.html", context),
        aside=render_to_string("catalogue/_course_aside.html", context),
        closed=closed,
    )


def _life(course: "CoursePage") -> dict[str, Any]:
    """Return when the course was checked, on which law it rests, and how it ends."""
    retirement = lifecycle.retirement_of(course.pk)
    successor = retirement.successor if retirement else None
    return {
        "upkeep": lifecycle.upkeep_of_course(course.pk),
        "sources": lifecycle.sources_of(course.pk),
        "retirement": retirement,
        "successor_href": successor.get_url() if successor and successor.live else "",
    }


def _earnable(version: "ModuleVersion | None", outline: "list[OutlineUnit]") -> list[Earnable]:
    if version is None:
        return []
    has_graded_test = any(item.graded for unit in outline for item in unit.items)
    return earnable(version.terms, has_graded_test=has_graded_test)
