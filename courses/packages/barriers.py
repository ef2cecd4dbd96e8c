"""What axe finds on the pages of a package while its author tries it out; pure."""

from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]
IMPACTS = ("critical", "serious", "moderate", "minor")
MOST_RULES = 60
MOST_PLACES = 5
LONGEST = 300
MOST_COUNTED = 10_000


def joined(before: Iterable[Any], found: Iterable[Any]) -> list[Row]:
    """Return what was found so far and now, one row for each rule, the worst first."""
    rows: dict[str, Row] = {}
    for row in [*before, *found]:
        read = _read(row)
        if read is not None:
            known = rows.get(read["rule"])
            rows[read["rule"]] = read if known is None else _both(known, read)
    ordered = sorted(rows.values(), key=lambda row: (IMPACTS.index(row["impact"]), row["rule"]))
    return ordered[:MOST_RULES]


def _both(one: Row, other: Row) -> Row:
    """Pages are examined again and again: the larger number is the truer one."""
    places = list(dict.fromkeys([*one["places"], *other["places"]]))
    return {**other, "count": max(one["count"], other["count"]), "places": places[:MOST_PLACES]}


def _read(row: Any) -> Row | None:
    """Return a finding in the form in which it is kept; None for nonsense."""
    if not isinstance(row, dict) or row.get("impact") not in IMPACTS:
        return None
    rule, help_text, places = row.get("rule"), row.get("help"), row.get("places")
    if not isinstance(rule, str) or not isinstance(help_text, str) or not rule:
        return None
    count = row.get("count")
    return {
        "rule": rule[:60],
        "impact": row["impact"],
        "help": help_text[:LONGEST],
        "count": min(count, MOST_COUNTED) if isinstance(count, int) and count > 0 else 1,
        "places": [str(place)[:LONGEST] for place in places[:MOST_PLACES]]
        if isinstance(places, list)
        else [],
    }
