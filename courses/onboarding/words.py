"""Onboarding plans in words: their rule, their deadlines, how somebody stands before one."""

from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _

from courses.assignments.words import deadline_words
from courses.bundles.judging import Standing
from courses.bundles.words import STANDINGS, conflicts_of, deadlines_of
from members.groups.words import conditions_of

if TYPE_CHECKING:
    from courses.bundles.planning import Line
    from courses.onboarding.models import Item, Version
    from courses.onboarding.planning import Preview

# How many things of each standing are named behind a person.
TOLD = (Standing.PROVEN, Standing.EXEMPT, Standing.HAS, Standing.RELEASED)
KINDS = {"running": "success", "paused": "warning", "ended": "neutral", "undone": "neutral"}


def rule_of(version: "Version") -> list[str]:
    """Return each condition as a line; all of them have to hold."""
    lines = conditions_of(cast("Any", version))
    groups = ", ".join(one.name for one in version.groups.all())
    if groups:
        lines.append(_("Belongs to: %(names)s") % {"names": groups})
    if version.follows_moves:
        lines.append(_("Also whoever changes there from another department or position"))
    return lines


def deadline_of(item: "Item") -> str:
    """Return until when something is due, in words."""
    return deadline_words(cast("Any", item))


def line_in_words(line: "Line") -> dict[str, Any]:
    """Return a row of the preview: numbers, days, and what is to be noted."""
    counts = {one.value: len(line.verdict.with_standing(one)) for one in STANDINGS}
    return {
        "title": line.thing.title,
        "key": line.thing.key,
        "counts": counts,
        "deadlines": deadlines_of(line),
        "conflicts": [one for one in conflicts_of(line) if line.verdict.hits or line.existing],
    }


def notes_by_job(preview: "Preview") -> dict[int, list[str]]:
    """Return for each newcomer of a preview what is proven, had already or not asked at present."""
    found: dict[int, dict[Standing, list[str]]] = {}
    for line in preview.lines:
        for hit in line.verdict.hits:
            if hit.standing in TOLD:
                titles = found.setdefault(hit.key, {}).setdefault(hit.standing, [])
                titles.append(line.thing.title)
    return {
        key: [f"{STANDINGS[one][1]}: {', '.join(titles)}" for one, titles in rows.items()]
        for key, rows in found.items()
    }
