"""The filters of the catalogue as the page shows them: values in words, counts, addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.catalogue import query
from courses.catalogue.models import CoursePage

if TYPE_CHECKING:
    from courses.catalogue.models import Audience, Topic

Labels = Mapping[str, Mapping[str, "str | Promise"]]

HEADINGS: dict[str, Promise] = {
    query.TOPIC: _("Topic"),
    query.ROLE: _("For whom"),
    query.FORMAT: _("Format"),
    query.DURATION: _("Duration"),
    query.PROVIDER: _("Provider"),
    query.LEVEL: _("Level"),
    query.DATE: _("Start"),
    query.COST: _("Cost"),
    query.ORIGIN: _("Where it opens"),
}
DURATIONS: dict[str, Promise] = {
    query.SHORT: _("Up to 1 hour"),
    query.MEDIUM: _("1 to 3 hours"),
    query.LONG: _("More than 3 hours"),
}
STARTS: dict[str, Promise] = {
    query.ALWAYS: _("At any time"),
    query.SOON: _("Next date within 30 days"),
    query.LATER: _("Next date later"),
}
COSTS: dict[str, Promise] = {
    query.FREE: _("Free for members"),
    query.PAID: _("With a fee"),
}
ORIGINS: dict[str, Promise] = {
    query.HERE: _("On this platform"),
    query.EXTERNAL: _("On another platform (external)"),
}
# Longer lists show this many values; the others unfold.
SHOWN = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen; `address` leads to the page with the choice changed."""

    value: str
    label: "str | Promise"
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values; values without a course are left out unless chosen."""

    name: str
    label: "str | Promise"
    choices: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        """Return the values that are shown at once: those chosen are among them."""
        return self.choices if len(self.choices) <= SHOWN + 1 else self._ranked[:SHOWN]

    @property
    def others(self) -> tuple[Choice, ...]:
        """Return the values that unfold."""
        return () if len(self.choices) <= SHOWN + 1 else self._ranked[SHOWN:]

    @property
    def _ranked(self) -> tuple[Choice, ...]:
        return tuple(sorted(self.choices, key=lambda choice: not choice.chosen))


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; `address` leads to the page without it."""

    label: "str | Promise"
    facet: "str | Promise"
    address: str


def labels(
    topics: Iterable["Topic"], audiences: Iterable["Audience"], providers: Mapping[str, str]
) -> Labels:
    """Return every value that exists, per facet, with its words."""
    return {
        query.TOPIC: {topic.slug: topic.name for topic in topics},
        query.ROLE: {
            query.ALL_STAFF: _("All staff"),
            **{audience.slug: audience.name for audience in audiences},
        },
        query.FORMAT: dict(CoursePage.Format.choices),
        query.DURATION: DURATIONS,
        query.PROVIDER: dict(providers),
        query.LEVEL: dict(CoursePage.Level.choices),
        query.DATE: STARTS,
        query.COST: COSTS,
        query.ORIGIN: ORIGINS,
    }


def build(
    asked: query.CatalogueQuery, counts: Mapping[str, Mapping[str, int]], known: Labels
) -> list[Facet]:
    """Return the filters in their fixed order; a filter without a value to choose is left out."""
    built = [
        Facet(name, HEADINGS[name], _choices(name, asked, counts[name], known[name]))
        for name in query.FACETS
    ]
    return [facet for facet in built if facet.choices]


def chips(asked: query.CatalogueQuery, known: Labels) -> list[Chip]:
    """Return the filters in force, the search words first."""
    shown = []
    if asked.text:
        label = _("“%(text)s”") % {"text": asked.text}
        shown.append(Chip(label, _("Search words"), asked.without_text().address()))
    for name in query.FACETS:
        for value in asked.values(name):
            address = asked.toggled(name, value).address()
            shown.append(Chip(known[name][value], HEADINGS[name], address))
    return shown


def _choices(
    name: str,
    asked: query.CatalogueQuery,
    counts: Mapping[str, int],
    known: Mapping[str, "str | Promise"],
) -> tuple[Choice, ...]:
    """Return the values of one filter that lead to a course or are chosen."""
    return tuple(
        Choice(
            value=value,
            label=label,
            count=counts.get(value, 0),
            chosen=value in asked.values(name),
            address=asked.toggled(name, value).address(),
        )
        for value, label in known.items()
        if counts.get(value) or value in asked.values(name)
    )
