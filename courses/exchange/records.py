"""Courses as the feed and the pages' data describe them, read from the catalogue."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from campus.kit import dates
from courses.catalogue import selectors as catalogue
from courses.catalogue import visibility
from courses.catalogue.presenting import cover_of
from courses.catalogue.prices import Per, Price
from courses.exchange.moochub.feed import Record

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.catalogue.shelf import Shelf
    from members.organisations.models import Provider

# A change within the second in which the last one was seen would go unnoticed.
SETTLED = dt.timedelta(seconds=2)
# The catalogue changes with its mark, and when a session begins or the day ends.
_seen: dict[tuple[uuid.UUID, dt.datetime], dt.datetime] = {}


def whole(path: str) -> str:
    """Return an address with the platform's host."""
    base = settings.KC_BASE_URL.rstrip("/")
    return path if path.startswith(("http://", "https://")) else f"{base}{path}"


def record_of(
    course: "CoursePage",
    provider: "Provider",
    *,
    path: str,
    cost: Price | None,
    starts: Sequence[dt.datetime] = (),
) -> Record:
    """Return what is told about a course; `path` is where its page stands."""
    return Record(
        id=str(course.translation_key),
        name=course.title,
        address=whole(path),
        description=course.promise,
        provider=provider.name,
        provider_address=whole(f"/anbieter/{provider.slug}/"),
        licence=course.licence,
        language=course.course_language,
        format=course.format,
        minutes=course.minutes,
        created=course.first_published_at,
        modified=course.last_published_at,
        starts=tuple(starts),
        price=cost.on(dates.today()) if cost else None,
        per=cost.per if cost else Per.SEAT,
        cover=whole(cover_of(course)),
        keywords=[topic.name_de for topic in course.topics.all()],
        competences=[
            (one.framework, one.code, one.name_de, one.name_en) for one in course.competences.all()
        ],
    )


def listed(courses: Iterable["CoursePage"], held: "Shelf") -> list[Record]:
    """Return the records of courses, with price and dates as the shelf holds them."""
    now = dates.now()
    cards = ((course, held.by_course.get(course.pk)) for course in courses)
    return [
        record_of(
            course,
            course.entry.provider,
            path=card.url,
            cost=card.cost,
            starts=[start for start in card.starts if start > now],
        )
        for course, card in cards
        if card is not None
    ]


def changed_at(held: "Shelf") -> dt.datetime | None:
    """Return when this process first saw the catalogue as it is; None where that is not sure.

    Never earlier than the change itself, so that nobody is told that nothing has changed when
    something has.
    """
    if held.mark is None or held.has_private_pages:
        return None
    state = (held.mark, held.until)
    if state not in _seen:
        _seen.clear()
        _seen[state] = dates.now()
    seen = _seen[state]
    return seen if dates.now() - seen >= SETTLED else None


def feed_page(number: int, size: int) -> tuple[list[Record], int, "Shelf"]:
    """Return a page of records, the number of the last page, and the shelf; constant queries."""
    held = catalogue.shelf_now()
    courses = catalogue.public_courses().exclude(pk__in=visibility.hidden_from(AnonymousUser()))
    last = max(1, -(-courses.count() // size))
    first = (number - 1) * size
    return listed(courses[first : first + size], held), last, held


def of_page(course: "CoursePage", provider: "Provider", **facts: Any) -> Record:
    """Return the record of a course page that is being drawn; asks for no address."""
    # There is one site: below its root, the path of the tree is the path of the address.
    path = course.url_path.split("/", 2)[2] if course.url_path else ""
    return record_of(course, provider, path=f"/{path}", **facts)
