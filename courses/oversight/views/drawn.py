"""Parts of the matrix that are drawn once for all who see the same (`campus.kit.drawn`)."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campus.kit.drawn import filled, slot
from courses.assignments.selectors import Cell
from courses.assignments.states import Status
from courses.assignments.words import LABELS, note_of
from courses.oversight.cells import worded
from courses.oversight.wishes import OFFERED, Wish

if TYPE_CHECKING:
    from courses.oversight.selectors import Column, Row, Unit
    from courses.oversight.views.scope import Choice


def drawn_on(cells: Iterable[Cell], day: dt.date) -> SafeString:
    """Return the cells of a line, as HTML."""
    language = get_language() or ""
    drawn = [_cell(cell.status, *note_of(cell), day, language) for cell in cells]
    return mark_safe("".join(drawn))  # noqa: S308  (drawn by the template of a cell)


@lru_cache(maxsize=4096)
def _cell(
    status: Status, sentence: str, shown: dt.date | None, day: dt.date, language: str
) -> SafeString:
    words = worded(status, sentence, shown, day, language)
    return render_to_string("oversight/_cell.html", {"words": words})


def drawn_rows(rows: "Iterable[Row]", day: dt.date) -> SafeString:
    """Return the lines of the matrix."""
    line = _line()
    return mark_safe(  # noqa: S308  (drawn by a template, names are escaped)
        "".join(
            filled(
                line,
                name=row.job.name,
                department=row.job.department,
                cells=drawn_on(row.cells, day),
            )
            for row in rows
        )
    )


@lru_cache(maxsize=1)
def _line() -> SafeString:
    slots = {name: slot(name) for name in ("name", "department", "cells")}
    return render_to_string("oversight/_row.html", slots)


def drawn_tools(choice: "Choice", stand: str, active: str = "matrix") -> SafeString:
    """Return the head of the page: what to take along, and the other views of the same."""
    facts = choice.municipality.name, choice.municipality.slug, choice.query, stand
    return _tools(facts, active, choice.may_save, bool(choice.columns), get_language() or "")


@lru_cache(maxsize=512)
def _tools(
    facts: tuple[str, str, str, str], active: str, may_save: bool, has_columns: bool, language: str
) -> SafeString:
    town, slug, query, stand = facts
    context = {
        "town": town,
        "query": query,
        "stand": stand,
        "may_save": may_save and active == "matrix",
        "has_columns": has_columns,
        "tabs": tabs_of(slug, query, active),
    }
    return render_to_string("oversight/_tools.html", context)


def tabs_of(slug: str, query: str, active: str) -> list[dict[str, object]]:
    """Return the views of the same people side by side."""
    pages = (
        ("matrix", _("People"), query),
        ("departments", _("Departments"), query),
        ("late", _("Overdue"), f"kommune={slug}"),
    )
    return [
        {
            "label": label,
            "href": f"{reverse(f'oversight:{name}')}?{asked}",
            "current": name == active,
        }
        for name, label, asked in pages
    ]


def drawn_head(columns: "Iterable[Column]") -> SafeString:
    """Return the names of obligations above the cells."""
    return _head(tuple(columns))


@lru_cache(maxsize=512)
def _head(columns: "tuple[Column, ...]") -> SafeString:
    return render_to_string("oversight/_head.html", {"columns": columns})


def drawn_filter(choice: "Choice") -> SafeString:
    """Return the form above the matrix."""
    return _filter(
        choice.municipality.slug,
        tuple(choice.departments),
        tuple(choice.columns),
        choice.wish,
        choice.may_manage,
        get_language() or "",
    )


# Everything that it shows is the key under which it is kept.
@lru_cache(maxsize=256)
def _filter(
    town: str,
    departments: "tuple[Unit, ...]",
    columns: "tuple[Column, ...]",
    wish: Wish,
    may_manage: bool,
    language: str,
) -> SafeString:
    statuses = [(str(one), LABELS[one], one in wish.statuses) for one in OFFERED]
    context = {
        "town": town,
        "departments": [(str(one.pk), one.name) for one in departments],
        "columns": columns,
        "wish": wish,
        "statuses": statuses,
        "may_manage": may_manage,
    }
    return render_to_string("oversight/_filter.html", context)
