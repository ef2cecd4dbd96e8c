"""A path's working copy as its editors see it: each entry with the place its buttons name."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.catalogue import selectors as catalogue
from courses.pathways import selectors
from courses.pathways.plans import Group, Step, courses_of
from courses.pathways.words import rule_words


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A course or a set of the working copy."""

    place: str
    title: str
    note: str
    is_first: bool
    is_last: bool
    is_set: bool = False
    lines: tuple["DraftLine", ...] = ()


def draft_lines(group: Group) -> list[DraftLine]:
    """Return the entries of a plan in order."""
    ids = courses_of(group)
    titles = {card.course_id: card.title for card in catalogue.course_cards(ids)}
    hidden = set(ids) - titles.keys()
    notes = dict.fromkeys(hidden, _("not published at present"))
    titles |= selectors.known_titles(hidden) if hidden else {}
    return _lines(group, titles, notes, "")


def _lines(
    group: Group, titles: dict[int, str], notes: dict[int, str], prefix: str
) -> list[DraftLine]:
    last = len(group.items) - 1
    lines = []
    for at, item in enumerate(group.items):
        place, ends = f"{prefix}{at}", (at == 0, at == last)
        if isinstance(item, Step):
            points = _("%(most)s points") % {"most": item.points}
            note = notes.get(item.course) or points
            lines.append(DraftLine(place, titles.get(item.course, "?"), note, *ends))
        else:
            rule = rule_words(item.rule, item.need, len(item.items))
            inner = tuple(_lines(item, titles, notes, f"{place}."))
            lines.append(DraftLine(place, item.title, rule, *ends, is_set=True, lines=inner))
    return lines
