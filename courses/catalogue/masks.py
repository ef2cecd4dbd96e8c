"""Which courses have which value of which facet, as bits of whole numbers; pure.

Bit number n stands for the n-th course by title. A facet's values are alternatives; facets
restrict each other. With a thousand courses all counts of a page cost some microseconds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from courses.catalogue.query import FACETS, CatalogueQuery

Masks = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Sorted:
    """All courses sorted into the facets."""

    size: int
    masks: Masks

    @property
    def everything(self) -> int:
        """Return the mask of all courses."""
        return (1 << self.size) - 1

    def fitting(self, asked: CatalogueQuery, among: int, *, leaving_out: str = "") -> int:
        """Return which of the courses have a chosen value in every facet that restricts."""
        for name, values in asked.chosen.items():
            if name != leaving_out:
                of_facet = self.masks[name]
                among &= any_of(of_facet.get(value, 0) for value in values)
        return among

    def counts(self, asked: CatalogueQuery, among: int) -> dict[str, dict[str, int]]:
        """Count per facet and value how many courses a visitor would see who chose it too.

        The facet's own choice is left out: its values are alternatives to each other.
        """
        return {name: self._count(asked, among, name) for name in FACETS}

    def _count(self, asked: CatalogueQuery, among: int, name: str) -> dict[str, int]:
        left = self.fitting(asked, among, leaving_out=name)
        counted = {value: (mask & left).bit_count() for value, mask in self.masks[name].items()}
        return {value: count for value, count in counted.items() if count}


def sort(values: Iterable[Mapping[str, Iterable[str]]]) -> Sorted:
    """Sort courses, given in their order with their values per facet."""
    masks: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    size = 0
    for place, row in enumerate(values):
        size = place + 1
        for name, held in row.items():
            of_facet = masks[name]
            for value in held:
                of_facet[value] = of_facet.get(value, 0) | 1 << place
    return Sorted(size, masks)


def any_of(masks: Iterable[int]) -> int:
    """Return the courses that are in any of the masks."""
    joined = 0
    for mask in masks:
        joined |= mask
    return joined


def places(mask: int) -> Iterator[int]:
    """Yield the places of the courses in a mask, in order."""
    for place, bit in enumerate(reversed(f"{mask:b}")):
        if bit == "1":
            yield place


def mask_of(found: Iterable[int]) -> int:
    """Return the mask of some places."""
    return any_of(1 << place for place in found)
