"""The start page around its rows: drawn once for all who have the same sections.

What belongs to one person stands in slots: the name, and the rows of each section.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from campus.kit.drawn import filled, slot

if TYPE_CHECKING:
    from members.organisations.models import Municipality


def head(municipality: "Municipality | None", greeting: str, name: str) -> SafeString:
    """Return the head: the employer's picture and greeting, and the person's name."""
    logo = municipality.logo.url if municipality and municipality.logo else ""
    employer = municipality.name if municipality else ""
    return filled(_head(logo, employer, greeting, get_language() or ""), name=name)


def content(sections: dict[str, SafeString]) -> SafeString:
    """Return the sections with their rows; slots in the rows are left for the page to fill."""
    shown = tuple(name for name, rows in sections.items() if rows)
    return filled(_content(shown, get_language() or ""), **sections)


@lru_cache(maxsize=256)
def _head(logo: str, employer: str, greeting: str, language: str) -> str:
    context = {"logo": logo, "employer": employer, "greeting": greeting, "name": slot("name")}
    return render_to_string("portal/_start_head.html", context)


@lru_cache(maxsize=256)
def _content(shown: tuple[str, ...], language: str) -> str:
    return render_to_string("portal/_start.html", {name: slot(name) for name in shown})
