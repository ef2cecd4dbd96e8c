"""Reads of the catalogue: search with facets, cards, a course's provider."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count, Min, Q, QuerySet
from wagtail.models import Page, Site

from campus.kit import dates
from courses.catalogue import facets, query, words
from courses.catalogue.facets import Chip, Facet
from courses.catalogue.models import Competence, CourseEntry, CoursePage, ProviderPage, Topic

if TYPE_CHECKING:
    import datetime as dt

    from members.organisations.models import Provider

PER_PAGE = 12


@dataclass(frozen=True)
class CourseCard:
    """A course as lists show it; `price` is None where it cannot be booked."""

    course: CoursePage
    url: str
    provider_name: str
    provider_short_name: str
    price: Decimal | None
    next_date: "dt.datetime | None"

    @property
    def title(self) -> str:
        """Return the course's title."""
        return str(self.course.title)

    @property
    def is_free(self) -> bool:
        """Tell whether a seat costs members nothing."""
        return self.price is not None and self.price == 0


@dataclass(frozen=True)
class CatalogueResult:
    """The answer to a search: one page of cards, and what can be chosen."""

    query: query.CatalogueQuery
    page: ListPage
    cards: list[CourseCard]
    facets: list[Facet]
    chips: list[Chip]

    @property
    def total(self) -> int:
        """Return how many courses were found."""
        return self.page.paginator.count


def search(asked: query.CatalogueQuery, *, per_page: int = PER_PAGE) -> CatalogueResult:
    """Find courses; hits in the title come first. The number of queries is constant."""
    rows = _rows(asked.text)
    labels = facets.labels(Topic.objects.all(), _provider_names())
    asked = asked.restricted(labels)
    found = [row.course_id for row in rows if row.fits(asked)]
    page = Paginator(found, per_page).get_page(asked.page)
    return CatalogueResult(
        query=asked,
        page=page,
        cards=course_cards(page.object_list),
        facets=facets.build(asked, query.count(rows, asked), labels),
        chips=facets.chips(asked, labels),
    )


def course_cards(course_ids: Iterable[int]) -> list[CourseCard]:
    """Return the cards of published courses in the given order; a constant number of queries."""
    order = {pk: place for place, pk in enumerate(course_ids)}
    entries = (
        CourseEntry.objects.filter(course_id__in=order)
        .select_related("course__cover", "provider")
        .prefetch_related("course__cover__renditions", "course__topics")
        .annotate(price=_price(), next_date=_next_date())
    )
    paths = Paths()
    cards = [
        CourseCard(
            course=entry.course,
            url=paths.of(entry.course),
            provider_name=entry.provider.name,
            provider_short_name=entry.provider.short_name,
            price=entry.price,
            next_date=entry.next_date,
        )
        for entry in entries
    ]
    return sorted(cards, key=lambda card: order[card.course.pk])


def cards_of_provider(provider: "Provider") -> list[CourseCard]:
    """Return the cards of a provider's published courses by title."""
    entries = CourseEntry.objects.filter(provider=provider).order_by("course__title")
    return course_cards(entries.values_list("course_id", flat=True))


def provider_pages() -> QuerySet[ProviderPage]:
    """Return the public pages of all providers by name, with the provider."""
    pages: QuerySet[ProviderPage] = ProviderPage.objects.live().select_related("provider")
    return pages.order_by("provider__name")


def provider_pages_with_counts() -> list[tuple[ProviderPage, str, int]]:
    """Return the pages of all providers with their address and number of courses."""
    paths = Paths()
    pages = provider_pages().annotate(course_count=Count("provider__entries"))
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


def competences_by_code(codes: Iterable[str], *, framework: str = "") -> list[Competence]:
    """Return the competences with these codes, of one framework if one is named."""
    found = Competence.objects.filter(code__in=[str(code) for code in codes])
    return list(found.filter(framework=framework) if framework else found)


class Paths:
    """Addresses of many pages for the price of one look-up of the site's root."""

    def __init__(self) -> None:
        root = Site.objects.filter(is_default_site=True).values_list("root_page__url_path").first()
        self.root = str(root[0]) if root else "/"

    def of(self, page: Any) -> str:
        """Return the address of a page, from the host on."""
        return f"/{str(page.url_path).removeprefix(self.root)}"


def _rows(text: str) -> list[query.Row]:
    """Return what the facets need of every course with the search words; two queries."""
    terms = words.terms(text)
    entries = CourseEntry.objects.filter(course__live=True)
    for term in terms:
        entries = entries.filter(words__contains=term)
    found = entries.annotate(price=_price()).values_list(
        "course_id",
        "title_words",
        "course__format",
        "course__level",
        "provider__slug",
        "course__minutes",
        "price",
    )
    topics: dict[int, set[str]] = {}
    for course_id, slug in CoursePage.topics.through.objects.filter(
        coursepage__entry__in=entries
    ).values_list("coursepage_id", "topic__slug"):
        topics.setdefault(course_id, set()).add(slug)
    ranked = sorted(found, key=lambda row: (_missing_in_title(terms, row[1]), row[1], row[0]))
    return [_row(values, topics.get(values[0], set())) for values in ranked]


def _missing_in_title(terms: list[str], title_words: str) -> int:
    """Count the search words that the title does not hold: the fewer, the better the hit."""
    return sum(term not in title_words for term in terms)


def _row(values: tuple[Any, ...], topics: set[str]) -> query.Row:
    """Sort one course into the facets."""
    course_id, _title, its_format, level, provider, minutes, price = values
    single = {
        query.FORMAT: its_format,
        query.LEVEL: level,
        query.PROVIDER: provider,
        query.DURATION: query.duration_class(minutes),
        query.COST: query.cost_class(price),
    }
    in_facets = {name: frozenset({value} - {""}) for name, value in single.items()}
    return query.Row(course_id, {**in_facets, query.TOPIC: frozenset(topics)})


def _provider_names() -> dict[str, str]:
    """Return the short names of all providers with a published course, by address part."""
    rows = CourseEntry.objects.order_by("provider__short_name").values_list(
        "provider__slug", "provider__short_name"
    )
    return dict(rows.distinct())


def _price() -> Min:
    """Aggregate: the lowest price of an active offer. Offers belong to the room above."""
    return Min("course__offers__price", filter=Q(course__offers__active=True))


def _next_date() -> Min:
    """Aggregate: the next session of an active offer."""
    return Min(
        "course__offers__sessions__starts_at",
        filter=Q(course__offers__active=True, course__offers__sessions__starts_at__gt=dates.now()),
    )


def bookable_courses() -> QuerySet[CoursePage]:
    """Return the published courses with an active offer, by title."""
    courses: QuerySet[CoursePage] = CoursePage.objects.live().filter(offers__active=True)
    return courses.order_by("title").distinct()


def published_courses() -> QuerySet[CoursePage]:
    """Return all published courses by title."""
    courses: QuerySet[CoursePage] = CoursePage.objects.live().order_by("title")
    return courses


def courses_by_id(ids: Iterable[int]) -> dict[int, CoursePage]:
    """Return course pages by key, published or not."""
    return dict(CoursePage.objects.in_bulk(list(ids)))


def is_course_page(page: Page) -> bool:
    """Tell whether a page is the page of a course, without loading it."""
    return page.specific_class is CoursePage


def provider_pages_of(providers: "QuerySet[Provider]") -> QuerySet[ProviderPage]:
    """Return the public pages of some providers by name."""
    return provider_pages().filter(provider__in=providers)
