"""An import for the screen: rows in words, tabs with numbers."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from members.imports.columns import Field
from members.imports.models import ImportRow, ImportRun
from members.imports.planning import Action
from members.imports.words import ACTIONS, FIELD_WORDS

MOST_REFUSED = 50


def tabs_of(
    run: ImportRun, counts: Mapping[str, int], wanted: str
) -> tuple[list[dict[str, Any]], str]:
    """Return the tabs that hold rows, and which one is shown: faults first."""
    filled = [action for action in ACTIONS if counts[action]]
    chosen = [action for action in filled if action == wanted] or filled
    shown = chosen[0].value if chosen else ""
    tabs = [
        {
            "label": _TAB_WORDS[action](),
            "href": f"?art={action.value}",
            "current": action == shown,
            "count": counts[action],
        }
        for action in filled
    ]
    return tabs, shown


_TAB_WORDS = {
    Action.FAULT: lambda: _("Please correct"),
    Action.ADD: lambda: _("New people"),
    Action.BACK: lambda: _("Come back"),
    Action.CHANGE: lambda: _("Changes"),
    Action.END: lambda: _("Ends"),
    Action.SAME: lambda: _("Unchanged"),
}


def row_view(row: ImportRow, foretold: Mapping[int, list[str]] | None = None) -> dict[str, Any]:
    """Return a row in words; `foretold`: what rooms above say about jobs, by `foreseen`'s keys."""
    is_new = row.action in (Action.ADD, Action.BACK)
    key = -(row.number or 0) if is_new else row.employment_id or 0
    kind, words = ACTIONS[Action(row.action)]
    return {
        "number": row.number,
        "name": row.name,
        "kind": kind,
        "words": words,
        "changes": [
            {"field": FIELD_WORDS[Field(name)], "old": _value(name, old), "new": _value(name, new)}
            for name, old, new in row.changes
            if row.action != Action.ADD or name not in (Field.FIRST, Field.LAST)
        ],
        "is_new": is_new,
        "faults": row.faults,
        "hints": [*row.hints, *(foretold or {}).get(key, ())],
        "outcome": row.get_outcome_display() if row.outcome else "",
        "is_bad": row.outcome in (ImportRow.Outcome.REFUSED, ImportRow.Outcome.KEPT),
        "note": row.note,
        "employment": row.employment_id,
    }


def refused_rows(run: ImportRun) -> list[dict[str, Any]]:
    """Return the first rows that were not written, or could not be undone."""
    outcomes = (ImportRow.Outcome.REFUSED, ImportRow.Outcome.KEPT)
    return [row_view(row) for row in run.rows.filter(outcome__in=outcomes)[:MOST_REFUSED]]


def _value(name: str, text: str) -> str:
    """Return a value as people write it."""
    if text and name in (Field.FROM, Field.UNTIL):
        return formats.date_format(dt.date.fromisoformat(text), "SHORT_DATE_FORMAT")
    return text
