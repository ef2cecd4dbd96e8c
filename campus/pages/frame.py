"""The frame around every page, drawn once for all who see the same navigation."""

from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from campus.kit.drawn import filled, slot
from campus.pages.navigation import NavLink

SEARCH = "/katalog/"
LONGEST_QUERY = 200
# The entries of a menu as they are shown: label, address, icon, mark of the current one, news.
Entries = tuple[tuple[str, str, str, str, int], ...]


def entries(links: list[NavLink], path: str) -> Entries:
    """Return a menu in the reader's language; the entry that leads here is marked."""
    return tuple(
        (
            link.label,
            link.href,
            link.icon,
            ("page" if link.href == path else "true") if link.current else "",
            link.badge,
        )
        for link in links
    )


def styles() -> SafeString:
    """Return the links to the style sheets of every page."""
    return _plain("includes/styles.html", get_language() or "")


def header(main: Entries, account: Entries | None, **slots: Any) -> SafeString:
    """Return the header of one reader; `account` is None for who has not signed in.

    Slots are `token`, `next`, `query` and `name`.
    """
    return filled(_header(main, account, get_language() or ""), **slots)


def footer(path: str) -> SafeString:
    """Return the footer of a page; the way to feedback says from where one comes."""
    return filled(_footer(get_language() or ""), path=quote(path))


@lru_cache(maxsize=512)
def _header(main: Entries, account: Entries | None, language: str) -> str:
    context = {
        "main": main,
        "account": account,
        "news": sum(entry[-1] for entry in account or ()),
        "search": SEARCH,
        "csrf_token": slot("token"),
        "next": slot("next"),
        "query": slot("query"),
        "name": slot("name"),
    }
    return render_to_string("includes/header.html", context)


@lru_cache(maxsize=8)
def _footer(language: str) -> str:
    return render_to_string("includes/footer.html", {"path": slot("path")})


@lru_cache(maxsize=8)
def _plain(template: str, language: str) -> SafeString:
    return render_to_string(template)
