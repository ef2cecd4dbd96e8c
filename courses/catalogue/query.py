"""What somebody looks for in the catalogue; the address of the page holds all of it; pure."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

TEXT = "q"
PAGE = "page"
LONGEST_TEXT = 200
# Facets by their name in the address.
TOPIC, ROLE, FORMAT, DURATION = "thema", "rolle", "format", "dauer"
PROVIDER, LEVEL, DATE, COST = "anbieter", "stufe", "termin", "kosten"
ORIGIN = "herkunft"
FACETS = (TOPIC, ROLE, FORMAT, DURATION, PROVIDER, LEVEL, DATE, COST, ORIGIN)

SHORT, MEDIUM, LONG = "kurz", "mittel", "lang"
FREE, PAID = "kostenfrei", "kostenpflichtig"
ALL_STAFF = "alle"
HERE, EXTERNAL = "hier", "extern"
ALWAYS, SOON, LATER = "jederzeit", "bald", "spaeter"
SOON_DAYS = 30


def duration_class(minutes: int) -> str:
    """Sort a duration: up to an hour, up to three hours, longer; "" where it is unknown."""
    if minutes <= 0:
        return ""
    if minutes <= 60:
        return SHORT
    return MEDIUM if minutes <= 180 else LONG


def cost_class(price: Any) -> str:
    """Sort a price: nothing to pay, or something; "" where the course cannot be booked."""
    if price is None:
        return ""
    return PAID if price > 0 else FREE


def date_class(next_day: dt.date | None, today: dt.date, *, dated: bool) -> str:
    """Sort a start: at any time, within a month, later; "" where a dated course has no date."""
    if next_day is None:
        return "" if dated else ALWAYS
    return SOON if (next_day - today).days <= SOON_DAYS else LATER


@dataclass(frozen=True)
class CatalogueQuery:
    """Search words, chosen values per facet, page; values of one facet are alternatives."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1

    @classmethod
    def from_params(cls, params: Any) -> "CatalogueQuery":
        """Read the query from the parameters of an address; nonsense is left out."""
        chosen = {name: tuple(dict.fromkeys(params.getlist(name))) for name in FACETS}
        number = params.get(PAGE, "1")
        return cls(
            text=params.get(TEXT, "").replace("\x00", "").strip()[:LONGEST_TEXT].strip(),
            chosen={name: values for name, values in chosen.items() if values},
            page=max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1,
        )

    def values(self, facet: str) -> tuple[str, ...]:
        """Return the chosen values of a facet."""
        return self.chosen.get(facet, ())

    def toggled(self, facet: str, value: str) -> "CatalogueQuery":
        """Return the query with one value added, or taken away if it was chosen; first page."""
        held = self.values(facet)
        kept = tuple(entry for entry in held if entry != value)
        changed = kept if value in held else (*held, value)
        chosen = {**self.chosen, facet: changed}
        return replace(self, chosen={n: v for n, v in chosen.items() if v}, page=1)

    def without_text(self) -> "CatalogueQuery":
        """Return the query without search words."""
        return replace(self, text="", page=1)

    def with_text(self, text: str) -> "CatalogueQuery":
        """Return the query with other search words."""
        return replace(self, text=text, page=1)

    def without_filters(self) -> "CatalogueQuery":
        """Return the query with its search words only."""
        return replace(self, chosen={}, page=1)

    def restricted(self, known: Mapping[str, Iterable[str]]) -> "CatalogueQuery":
        """Return the query without values that do not exist."""
        chosen = {
            name: tuple(value for value in values if value in set(known.get(name, ())))
            for name, values in self.chosen.items()
        }
        return replace(self, chosen={name: values for name, values in chosen.items() if values})

    def with_page(self, number: int) -> "CatalogueQuery":
        """Return the query with another page."""
        return replace(self, page=number)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the chosen values with the names of their facets, in the order of the page."""
        return [(name, value) for name in FACETS for value in self.values(name)]

    @property
    def is_empty(self) -> bool:
        """Tell whether everything is shown."""
        return not self.text and not self.chosen

    def address(self) -> str:
        """Return the query as the end of an address: "?q=…", or "?" where nothing is chosen."""
        pairs = [(TEXT, self.text), *self.pairs] if self.text else self.pairs
        if self.page > 1:
            pairs.append((PAGE, str(self.page)))
        return f"?{urlencode(pairs)}"
