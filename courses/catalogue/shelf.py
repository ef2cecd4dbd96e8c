"""What lists show of all published courses, held in memory by every process.

The catalogue is read a thousand times for each change. One small query asks whether anything has
changed since; then only the changed courses are read anew. Nothing here depends on a person.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, Q, QuerySet
from django.utils import timezone
from django.utils.text import Truncator, slugify
from wagtail.models import PageViewRestriction, Site

from campus.kit import dates
from campus.kit.prepared import Prepared
from courses.catalogue import masks, query
from courses.catalogue.models import (
    Audience,
    CatalogueState,
    CourseEntry,
    CoursePage,
    ExternalCourse,
    Topic,
)
from courses.catalogue.presenting import cover_of, drawing_of
from courses.catalogue.prices import Price, Reduction

# What is changed past the services, in the database itself, shows after this time.
OLDEST = dt.timedelta(minutes=10)
DATED = {CoursePage.Format.LIVE.value}
# How much of a foreign description a card shows.
PROMISE = 150
MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course as lists show it; `cost` is None where it cannot be booked.

    Courses of other platforms have a number below zero, and say on which platform they open.
    """

    course_id: int
    mark: uuid.UUID
    title: str
    title_words: str
    url: str
    promise: str
    provider_slug: str
    provider_name: str
    provider_short_name: str
    format: str
    level: str
    minutes: int
    offered: Price | None
    starts: tuple[dt.datetime, ...]
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    cover: str
    look_inside: str
    platform: str = ""

    @property
    def is_external(self) -> bool:
        """Tell whether it opens on another platform."""
        return self.course_id < 0

    @property
    def next_date(self) -> dt.datetime | None:
        """Return the next session of an active offer."""
        now = dates.now()
        return next((start for start in self.starts if start > now), None)

    @property
    def cost(self) -> Price | None:
        """Return the price and its reductions; where each date is paid, one has to be to come."""
        if self.offered and self.offered.needs_dates and self.next_date is None:
            return None
        return self.offered

    @property
    def price(self) -> Decimal | None:
        """Return the price of today."""
        return self.cost.on(dates.today()) if self.cost else None

    @property
    def is_free(self) -> bool:
        """Tell whether a seat costs members nothing."""
        return self.price is not None and self.price == 0


@dataclass(frozen=True)
class Shelf:
    """All published courses by title, as of one mark of the catalogue."""

    mark: uuid.UUID | None
    read_at: dt.datetime
    # From here on the dates have to be sorted anew: a session begins, or the day ends.
    until: dt.datetime
    cards: tuple[CourseCard, ...]
    topics: tuple[Topic, ...]
    audiences: tuple[Audience, ...]
    # Courses of other platforms: found in the catalogue, and nowhere else.
    externals: tuple[CourseCard, ...] = ()
    # Some page is shown to some visitors only; then Wagtail has to serve.
    has_private_pages: bool = True

    @cached_property
    def by_course(self) -> dict[int, CourseCard]:
        """Return the cards by course."""
        return {card.course_id: card for card in self.cards}

    @cached_property
    def bookable(self) -> tuple[CourseCard, ...]:
        """Return the cards of what can be booked."""
        return tuple(card for card in self.cards if card.cost is not None)

    @cached_property
    def by_url(self) -> dict[str, CourseCard]:
        """Return the cards by the address of their page."""
        return {card.url: card for card in self.cards}

    @cached_property
    def shown(self) -> tuple[CourseCard, ...]:
        """Return what the catalogue shows by title: our own courses and those of others."""
        return tuple(sorted([*self.cards, *self.externals], key=_by_title))

    @cached_property
    def places(self) -> dict[int, int]:
        """Return where each course stands in the catalogue."""
        return {card.course_id: place for place, card in enumerate(self.shown)}

    @cached_property
    def sorted(self) -> masks.Sorted:
        """Return the courses sorted into the facets."""
        return masks.sort(_values(card, mixed=bool(self.externals)) for card in self.shown)

    @cached_property
    def providers(self) -> dict[str, str]:
        """Return the short names of the providers with a course, by address part."""
        named = {card.provider_slug: card.provider_short_name for card in self.shown}
        return dict(sorted(named.items(), key=lambda pair: (pair[1].lower(), pair[0])))

    def is_fresh(self, state: "State") -> bool:
        """Tell whether it still shows what is published."""
        is_same = (self.mark, self.has_private_pages) == state
        return is_same and self.read_at <= dates.now() < self.until

    def is_whole(self) -> bool:
        """Tell whether its unchanged cards may be kept."""
        now = dates.now()
        return self.read_at <= now < self.read_at + OLDEST


_held: list[Shelf] = []


# The mark of the catalogue, and whether some page is shown to some visitors only.
State = tuple[uuid.UUID | None, bool]
UNKNOWN: State = (None, True)


@Prepared
def _state() -> QuerySet[CatalogueState, State]:
    private = Exists(PageViewRestriction.objects.order_by())
    return CatalogueState.objects.order_by().values_list("mark", private)[:1]


def current() -> Shelf:
    """Return the shelf as of now; one query unless something has changed."""
    mark, private = state = next(iter(_state()), UNKNOWN)
    shelf = _held[0] if _held else None
    if shelf is None or not shelf.is_whole():
        shelf = _read(mark, None, dates.now())
    elif not shelf.is_fresh(state):
        shelf = _read(mark, shelf, shelf.read_at)
    else:
        return shelf
    shelf = replace(shelf, has_private_pages=bool(private))
    _held[:] = [shelf]
    return shelf


def forget() -> None:
    """Read everything anew when next asked, as after a change past the services."""
    _held.clear()


def _by_title(card: CourseCard) -> tuple[str, int]:
    return card.title_words, card.course_id


def _read(mark: uuid.UUID | None, held: Shelf | None, read_at: dt.datetime) -> Shelf:
    """Read what is published, except for cards held that bear the same mark as their course."""
    marks, others = _marks()
    cards = _renewed(marks, held.cards if held else (), _cards)
    externals = _renewed(others, held.externals if held else (), _external_cards)
    return Shelf(
        mark=mark,
        read_at=read_at,
        until=_until(cards),
        cards=cards,
        externals=externals,
        topics=tuple(Topic.objects.all()),
        audiences=tuple(Audience.objects.all()),
    )


def _marks() -> tuple[dict[int, uuid.UUID], dict[int, uuid.UUID]]:
    """Return the marks of our own courses and of those of others, by the numbers of their cards."""
    rows = CourseEntry.objects.filter(Q(course__live=True) | Q(external__isnull=False))
    found = list(rows.values_list("course_id", "external_id", "mark"))
    own = {course: mark for course, _, mark in found if course is not None}
    return own, {-other: mark for course, other, mark in found if course is None}


def _renewed(
    marks: Mapping[int, uuid.UUID],
    held: Iterable[CourseCard],
    read: Callable[[Iterable[int]], list[CourseCard]],
) -> tuple[CourseCard, ...]:
    """Return the cards of these marks by title; only those that are not held are read."""
    kept = [card for card in held if marks.get(card.course_id) == card.mark]
    cards = [*kept, *read(marks.keys() - {card.course_id for card in kept})]
    return tuple(sorted(cards, key=_by_title))


def _cards(course_ids: Iterable[int]) -> list[CourseCard]:
    """Read the cards of some courses; a constant number of queries."""
    wanted = list(course_ids)
    if not wanted:
        return []
    entries = (
        CourseEntry.objects.filter(course_id__in=wanted)
        .select_related("course__cover", "provider")
        .prefetch_related("course__cover__renditions", "course__topics", "course__audiences")
    )
    paths, starts, costs = Paths(), _starts(wanted), _costs(wanted)
    return [
        _card(entry, paths, starts.get(entry.course_id or 0, []), costs.get(entry.course_id or 0))
        for entry in entries
    ]


def _card(
    entry: CourseEntry, paths: "Paths", starts: Iterable[dt.datetime], offered: Price | None
) -> CourseCard:
    course: Any = entry.course
    provider: Any = entry.provider
    return CourseCard(
        course_id=course.pk,
        mark=entry.mark,
        title=course.title,
        title_words=entry.title_words,
        url=paths.of(course),
        promise=course.promise,
        provider_slug=provider.slug,
        provider_name=provider.name,
        provider_short_name=provider.short_name,
        format=course.format,
        level=course.level,
        minutes=course.minutes,
        offered=offered,
        starts=tuple(starts),
        topics=tuple(topic.slug for topic in course.topics.all()),
        audiences=tuple(audience.slug for audience in course.audiences.all()),
        cover=cover_of(course),
        look_inside=course.look_inside,
    )


def _external_cards(numbers: Iterable[int]) -> list[CourseCard]:
    """Read the cards of courses of other platforms; one query however many there are."""
    wanted = {-number for number in numbers}
    if not wanted:
        return []
    # All are read where many are wanted: a list of a thousand keys is no query.
    rows = ExternalCourse.objects.defer("identifier", "digest", "licence_url", "provider_url")
    if len(wanted) <= MOST_NAMED:
        rows = rows.filter(pk__in=wanted)
    return [_external_card(row) for row in rows.select_related("entry") if row.pk in wanted]


def _external_card(course: ExternalCourse) -> CourseCard:
    return CourseCard(
        course_id=-course.pk,
        mark=course.entry.mark,
        title=course.title,
        title_words=course.entry.title_words,
        url=course.get_absolute_url(),
        promise=Truncator(course.text).chars(PROMISE),
        provider_slug=f"extern-{slugify(course.provider_name)}",
        provider_name=course.provider_name,
        provider_short_name=course.provider_name,
        format=course.format,
        level="",
        minutes=course.minutes,
        offered=None,
        starts=(),
        topics=tuple(course.topics),
        audiences=(),
        cover=drawing_of(course.topics),
        look_inside=CoursePage.LookInside.NOBODY,
        platform=course.platform,
    )


def _starts(course_ids: list[int]) -> dict[int, list[dt.datetime]]:
    """Return the coming sessions of active offers by course. Offers belong to a room above."""
    path = "course__offers__sessions__starts_at"
    coming = CourseEntry.objects.filter(
        Q(**{f"{path}__gt": dates.now(), "course__offers__active": True}), course_id__in=course_ids
    )
    found: dict[int, list[dt.datetime]] = {}
    for course_id, start in coming.order_by(path).values_list("course_id", path):
        found.setdefault(course_id, []).append(start)
    return found


def _costs(course_ids: list[int]) -> dict[int, Price]:
    """Return the price of each course that can be booked, with its reductions; two queries."""
    entries = CourseEntry.objects.filter(course_id__in=course_ids)
    rows = entries.filter(course__offers__active=True).order_by("-course__offers__price")
    held = list(rows.values_list("course_id", "course__offers__price", "course__offers__per"))
    reductions = _reductions(entries) if any(full > 0 for _, full, _ in held) else {}
    return {
        course or 0: Price(full, per, tuple(reductions.get(course, ())))
        for course, full, per in held
    }


def _reductions(entries: QuerySet[CourseEntry]) -> dict[int | None, list[Reduction]]:
    """Return what is or will be taken off, unless all its seats are taken."""
    path = "course__discounts__"
    left = Q(**{f"{path}seats": None}) | Q(**{f"{path}used__lt": F(f"{path}seats")})
    held = entries.filter(
        left, **{f"{path}active": True, f"{path}last_day__gte": dates.today()}
    ).order_by(f"{path}first_day")
    names = ("first_day", "last_day", "percent", "amount")
    found: dict[int | None, list[Reduction]] = {}
    for course, *values in held.values_list("course_id", *(f"{path}{name}" for name in names)):
        found.setdefault(course, []).append(Reduction(*values))
    return found


def _until(cards: Iterable[CourseCard]) -> dt.datetime:
    """Return when the next session begins, at the latest when the day ends."""
    tomorrow = dates.today() + dt.timedelta(days=1)
    midnight = timezone.make_aware(dt.datetime.combine(tomorrow, dt.time()))
    return min([midnight, *(card.next_date for card in cards if card.next_date)])


def _values(card: CourseCard, *, mixed: bool) -> dict[str, tuple[str, ...]]:
    """Return the values of a course per facet; of foreign ones nothing is known of who or when."""
    if card.is_external:
        return _external_values(card)
    start = card.next_date
    day = timezone.localtime(start).date() if start else None
    single = {
        query.FORMAT: card.format,
        query.DURATION: query.duration_class(card.minutes),
        query.PROVIDER: card.provider_slug,
        query.LEVEL: card.level,
        query.DATE: query.date_class(day, dates.today(), dated=card.format in DATED),
        query.COST: query.cost_class(card.price),
        # Where nothing comes from elsewhere, there is nothing to choose.
        query.ORIGIN: query.HERE if mixed else "",
    }
    values = {name: (value,) for name, value in single.items() if value}
    audiences = card.audiences or (query.ALL_STAFF,)
    return {**values, query.TOPIC: card.topics, query.ROLE: audiences}


def _external_values(card: CourseCard) -> dict[str, tuple[str, ...]]:
    single = {
        query.FORMAT: card.format,
        query.DURATION: query.duration_class(card.minutes),
        query.PROVIDER: card.provider_slug,
        query.ORIGIN: query.EXTERNAL,
    }
    return {query.TOPIC: card.topics, **{name: (one,) for name, one in single.items() if one}}


class Paths:
    """Addresses of many pages for the price of one look-up of the site's root."""

    def __init__(self) -> None:
        root = Site.objects.filter(is_default_site=True).values_list("root_page__url_path").first()
        self.root = str(root[0]) if root else "/"

    def of(self, page: object) -> str:
        """Return the address of a page, from the host on."""
        return f"/{str(page.url_path).removeprefix(self.root)}"  # type: ignore[attr-defined]
