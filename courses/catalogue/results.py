"""The answer to a search, as the catalogue's page shows it."""

from dataclasses import dataclass

from django.core.paginator import Page

from courses.catalogue import query
from courses.catalogue.facets import Chip, Choice, Facet
from courses.catalogue.finding import Found
from courses.catalogue.shelf import CourseCard


@dataclass(frozen=True)
class CatalogueResult:
    """One page of cards, and what can be chosen."""

    query: query.CatalogueQuery
    page: Page
    cards: list[CourseCard]
    facets: list[Facet]
    chips: list[Chip]
    found: Found
    # How many courses have the search words, whatever the filters say.
    without_filters: int
    # The topics with the number of their courses, for who has found nothing.
    topics: tuple[Choice, ...] = ()

    @property
    def total(self) -> int:
        """Return how many courses were found."""
        return self.page.paginator.count

    @property
    def filter_count(self) -> int:
        """Return how many values are chosen."""
        return len(self.query.pairs)

    @property
    def single_words(self) -> list[tuple[str, str]]:
        """Return each word that courses hold with the address of a search for it alone."""
        asked = self.query.without_filters()
        return [(word, asked.with_text(word).address()) for word in self.found.known]

    @property
    def page_links(self) -> list[tuple[int | str, str]]:
        """Return the numbers of the pages with their addresses; gaps have none."""
        numbers = self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=1, on_ends=1
        )
        return [(one, self._address(one) if isinstance(one, int) else "") for one in numbers]

    @property
    def previous(self) -> str:
        """Return the address of the page before."""
        return self._address(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next(self) -> str:
        """Return the address of the page after."""
        return self._address(self.page.number + 1) if self.page.has_next() else ""

    def _address(self, number: int) -> str:
        return self.query.with_page(number).address()
