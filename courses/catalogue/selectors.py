"""Reads of the catalogue: search with facets, cards, a course's provider."""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from wagtail.models import Page

from campus.kit import dates
from courses.catalogue import facets, masks, query, shelf
from courses.catalogue.finding import Found, find
from courses.catalogue.models import (
    Audience,
    Competence,
    CourseEntry,
    CoursePage,
    CourseTeacher,
    ExternalCourse,
    ProviderPage,
    Topic,
)
from courses.catalogue.models.teachers import named
from courses.catalogue.results import CatalogueResult
from courses.catalogue.shelf import CourseCard, Paths

if TYPE_CHECKING:
    from members.organisations.models import Municipality, Provider

PER_PAGE = 12


def search(
    asked: query.CatalogueQuery, *, per_page: int = PER_PAGE, hidden: Collection[int] = ()
) -> CatalogueResult:
    """Find courses; hits in the title come first. The number of queries is constant."""
    return search_on(shelf.current(), asked, per_page=per_page, hidden=hidden)


def search_on(
    held: shelf.Shelf,
    asked: query.CatalogueQuery,
    *,
    per_page: int = PER_PAGE,
    hidden: Collection[int] = (),
) -> CatalogueResult:
    """Find courses on the shelf but for the hidden ones; asks the database only for words."""
    labels = facets.labels(held.topics, held.audiences, held.providers)
    asked = asked.restricted(labels)
    found = find(asked.text)
    shown = _shown(held, hidden)
    among = _having_words(held, asked.text, found) & shown
    hits = list(masks.places(held.sorted.fitting(asked, among)))
    if found.scores:
        worth = found.scores
        hits.sort(key=lambda place: -worth[held.shown[place].course_id])
    page = Paginator(hits, per_page).get_page(asked.page)
    counted = {} if hits else _all_counts(held, shown)
    topics = facets.build(query.CatalogueQuery(), counted, labels)[:1] if counted else ()
    return CatalogueResult(
        query=asked,
        page=page,
        cards=[held.shown[place] for place in page.object_list],
        facets=facets.build(asked, held.sorted.counts(asked, among), labels),
        chips=facets.chips(asked, labels),
        found=found,
        without_filters=among.bit_count(),
        topics=topics[0].choices if topics else (),
    )


def _shown(held: shelf.Shelf, hidden: Collection[int]) -> int:
    """Return which courses the visitor finds at all."""
    left_out = masks.mask_of(held.places[pk] for pk in hidden if pk in held.places)
    return held.sorted.everything & ~left_out


def _all_counts(held: shelf.Shelf, shown: int) -> dict[str, dict[str, int]]:
    """Return how many of all courses shown each topic has."""
    nothing: dict[str, dict[str, int]] = {name: {} for name in query.FACETS}
    everything = held.sorted.counts(query.CatalogueQuery(), shown)
    return {**nothing, query.TOPIC: everything[query.TOPIC]}


def _having_words(held: shelf.Shelf, text: str, found: Found) -> int:
    """Return which courses have the search words; nothing but signs finds nothing."""
    if not text:
        return held.sorted.everything
    return masks.mask_of(held.places[pk] for pk in found.scores if pk in held.places)


def course_cards(course_ids: Iterable[int], *, hidden: Collection[int] = ()) -> list[CourseCard]:
    """Return the cards of published courses in the given order; one query."""
    held = shelf.current().by_course
    return [held[pk] for pk in course_ids if pk in held and pk not in hidden]


def shelf_now() -> shelf.Shelf:
    """Return all published courses as lists show them; one query unless something has changed."""
    return shelf.current()


def external_course(key: UUID) -> ExternalCourse | None:
    """Return a course of another platform by what names it here."""
    return ExternalCourse.objects.filter(key=key).first()


def external_counts() -> dict[UUID, int]:
    """Return how many courses each other catalogue has here."""
    rows = ExternalCourse.objects.order_by().values_list("source")
    return dict(rows.annotate(count=Count("pk")))


def external_digests(source: UUID) -> dict[str, str]:
    """Return what the courses of another catalogue said last, by their identifiers there."""
    rows = ExternalCourse.objects.filter(source=source)
    return dict(rows.values_list("identifier", "digest"))


def course_page(course_id: int) -> CoursePage:
    """Return a course's page with its topics and competences; 404 where there is none."""
    pages = CoursePage.objects.select_related("cover")
    page: CoursePage = get_object_or_404(pages, pk=course_id)
    return page


def cards_of_provider(provider: "Provider", *, hidden: Collection[int] = ()) -> list[CourseCard]:
    """Return the cards of a provider's published courses by title."""
    entries = CourseEntry.objects.filter(provider=provider).order_by("course__title")
    return course_cards(entries.values_list("course_id", flat=True), hidden=hidden)


def provider_pages() -> QuerySet[ProviderPage]:
    """Return the public pages of all providers by name, with the provider."""
    pages: QuerySet[ProviderPage] = ProviderPage.objects.live().select_related("provider")
    return pages.order_by("provider__name")


def provider_pages_with_counts(
    *, hidden: Collection[int] = ()
) -> list[tuple[ProviderPage, str, int]]:
    """Return the pages of all providers with their address and number of courses."""
    paths = Paths()
    shown = Q(provider__entries__isnull=False) & ~Q(provider__entries__course__in=list(hidden))
    pages = provider_pages().annotate(course_count=Count("provider__entries", filter=shown))
    return [(page, paths.of(page), page.course_count) for page in pages]


def provider_page_of(course: CoursePage) -> ProviderPage | None:
    """Return the provider's page above a course page."""
    pages = ProviderPage.objects.ancestor_of(course).select_related("provider")
    return pages.first()  # type: ignore[no-any-return]


def provider_of(course: CoursePage) -> "Provider | None":
    """Return who teaches a course: the provider under whose page it stands."""
    page = provider_page_of(course)
    return page.provider if page else None


def topics_by_slug(slugs: Iterable[str]) -> list[Topic]:
    """Return the topics with these address parts; unknown ones are left out."""
    return list(Topic.objects.filter(slug__in=list(slugs)))


def audiences_by_slug(slugs: Iterable[str]) -> list[Audience]:
    """Return the audiences with these address parts; unknown ones are left out."""
    return list(Audience.objects.filter(slug__in=list(slugs)))


def competences_by_code(codes: Iterable[str], *, framework: str = "") -> list[Competence]:
    """Return the competences with these codes, of one framework if one is named."""
    found = Competence.objects.filter(code__in=[str(code) for code in codes])
    return list(found.filter(framework=framework) if framework else found)


def bookable_courses(municipality: "Municipality | None" = None) -> QuerySet[CoursePage]:
    """Return the published courses with an active offer, by title; with a town's own ones."""
    courses = published_courses()
    if municipality is not None:
        courses = courses | own_courses([municipality.pk])
    return courses.filter(offers__active=True).order_by("title").distinct()


def own_courses(municipalities: Iterable[int]) -> QuerySet[CoursePage]:
    """Return the published courses that only the staff of these municipalities find, by title."""
    live = CoursePage.objects.live().filter(retired_on=None, only_for__in=list(municipalities))
    courses: QuerySet[CoursePage] = live.order_by("title", "pk")
    return courses


def teaches_own_staff(municipality: OuterRef) -> Exists:
    """Tell of a municipality of an outer query whether it has any course of its own."""
    return Exists(CoursePage.objects.order_by().filter(only_for=municipality))


def own_courses_with_prices(municipalities: Iterable[int]) -> list[CoursePage]:
    """Return the same with what a card shows of them."""
    price = Min("offers__price", filter=Q(offers__active=True))
    pages = own_courses(municipalities).select_related("cover", "only_for")
    return list(pages.annotate(price=price).prefetch_related("topics"))


def published_courses() -> QuerySet[CoursePage]:
    """Return all courses published for everybody, by title; what is closed is not offered."""
    live = CoursePage.objects.live().filter(retired_on=None, only_for=None)
    courses: QuerySet[CoursePage] = live.order_by("title")
    return courses


def public_courses() -> QuerySet[CoursePage]:
    """Return the courses that everybody may see, with what describes them, in a lasting order."""
    live = CoursePage.objects.live().public().filter(only_for=None, entry__isnull=False)
    courses: QuerySet[CoursePage] = live
    related = courses.select_related("cover", "entry__provider").order_by("pk")
    return related.prefetch_related("cover__renditions", "topics", "competences")


def courses_by_id(ids: Iterable[int]) -> dict[int, CoursePage]:
    """Return course pages by key, published or not."""
    return dict(CoursePage.objects.in_bulk(list(ids)))


def is_course_page(page: Page) -> bool:
    """Tell whether a page is the page of a course, without loading it."""
    return page.specific_class is CoursePage


def provider_pages_of(providers: "QuerySet[Provider]") -> QuerySet[ProviderPage]:
    """Return the public pages of some providers by name."""
    return provider_pages().filter(provider__in=providers)


def teachers_of_provider(provider: "Provider") -> list[CourseTeacher]:
    """Return who teaches the provider's published courses and may be named; each name once."""
    pages = ProviderPage.objects.filter(provider=provider)
    paths = [Q(course__path__startswith=path) for path in pages.values_list("path", flat=True)]
    if not paths:
        return []
    rows = CourseTeacher.objects.filter(reduce(or_, paths), course__live=True)
    once = {one.name: one for one in reversed(named(rows.order_by("name", "pk"), dates.today()))}
    return sorted(once.values(), key=lambda one: one.name.casefold())


def index_is_missing() -> bool:
    """Tell whether a published course has not been indexed, as after an update of the software."""
    published = CoursePage.objects.live().filter(retired_on=None, only_for=None)
    return bool(published.filter(Q(entry=None) | Q(entry__postings=None)).exists())
