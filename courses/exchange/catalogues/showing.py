"""What the office sees of other catalogues; a constant number of queries."""

from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from courses.catalogue import selectors as catalogue
from courses.exchange.catalogues import words
from courses.exchange.models import CataloguePage, CatalogueSource, Reading

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A catalogue as the list shows it."""

    source: CatalogueSource
    courses: int
    broken: int

    @property
    def tone(self) -> str:
        """Return the tone of its state."""
        return "neutral" if not self.source.is_on else words.TONES[Reading(self.source.state)]

    @property
    def fault(self) -> str:
        """Say why it could not be read."""
        return words.fault(self.source.fault, self.source.fault_place)


@dataclass(frozen=True, slots=True)
class Broken:
    """An entry that could not be taken over, and why."""

    name: str
    reason: str
    page: int


def listed() -> list[Row]:
    """Return all catalogues with how many courses of each are shown here."""
    counts, broken = catalogue.external_counts(), _broken_counts()
    return [
        Row(source, counts.get(source.pk, 0), broken.get(source.pk, 0))
        for source in CatalogueSource.objects.all()
    ]


def source(key: UUID) -> CatalogueSource | None:
    """Return a catalogue by its key."""
    return CatalogueSource.objects.filter(pk=key).first()


def row_of(found: CatalogueSource) -> Row:
    """Return one catalogue as the list shows it."""
    return next(row for row in listed() if row.source.pk == found.pk)


def broken_of(found: CatalogueSource) -> list[Broken]:
    """Return the first of the entries that could not be taken over, in their order."""
    pages = found.pages.order_by("number").only("number", "broken")
    told = (
        Broken(one["name"], words.entry_fault(one["code"], one["place"]), page.number)
        for page in pages
        for one in page.broken
    )
    return list(islice(told, MOST_SHOWN))


def _broken_counts() -> dict[UUID, int]:
    counts: dict[UUID, int] = {}
    rows = CataloguePage.objects.exclude(broken=[]).order_by()
    for key, broken in rows.values_list("source_id", "broken"):
        counts[key] = counts.get(key, 0) + len(broken)
    return counts
