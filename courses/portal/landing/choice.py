"""What employers say of courses, joined for one person; pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

HIDDEN = "hidden"
# Employer, course, its place and the employer's own words; an employer without any has no course.
Row = tuple[int, int | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which courses a person does not find, which are only marked, and what employers say."""

    hidden: frozenset[int] = frozenset()
    # Hidden from the staff, shown to those who have hidden them.
    marked: frozenset[int] = frozenset()
    words: Mapping[int, str] = field(default_factory=dict)
    # For whom the person works or arranges the page: their own courses are found.
    towns: frozenset[int] = field(default=frozenset(), compare=False)


def joined(rows: Iterable[Row], managed: Collection[int]) -> Choice:
    """Join the rows of all employers of a person who arranges the pages of those `managed`.

    Hidden is what every employer hides: a second job never takes away what the first one offers.
    """
    by_town: dict[int, set[int]] = {}
    words: dict[int, str] = {}
    for town, course, place, said in rows:
        hidden = by_town.setdefault(town, set())
        if course is not None and place == HIDDEN:
            hidden.add(course)
        if course is not None and said:
            words.setdefault(course, said)
    marked = {course for town in by_town.keys() & set(managed) for course in by_town[town]}
    each = [set() if town in managed else hidden for town, hidden in by_town.items()]
    hidden = set.intersection(*each) if each else set()
    towns = frozenset(by_town).union(managed)
    return Choice(frozenset(hidden), frozenset(marked), words, towns)
