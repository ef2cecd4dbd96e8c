"""The main navigation: rooms register their entries, nobody below knows them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

Rule = Callable[[Any], bool]
Count = Callable[[Any], int]


def everyone(user: Any) -> bool:
    """Allow every visitor."""
    return True


def signed_in(user: Any) -> bool:
    """Allow everybody who has signed in."""
    return bool(user.is_authenticated)


def signed_out(user: Any) -> bool:
    """Allow visitors who have not signed in."""
    return not user.is_authenticated


@dataclass(frozen=True, eq=False)
class NavItem:
    """An entry of the main navigation or, with `menu="account"`, of the account menu.

    `to` is a URL name or a path; `allowed` decides per user and must not cost more than a
    constant number of queries, since it is asked on every page. `badge` counts what is new for
    somebody who has signed in, with one query at most.
    """

    label: str | Promise
    to: str
    order: int = 100
    allowed: Rule = signed_in
    menu: str = "main"
    icon: str = "chevron-right"
    badge: Count | None = None

    @property
    def href(self) -> str:
        """Return the address, or nothing when the room's routes are not mounted."""
        return self.to if self.to.startswith("/") else _address(self.to, get_urlconf())


@lru_cache(maxsize=256)
def _address(name: str, urlconf: str | None) -> str:
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class NavLink:
    """A navigation entry as the template shows it, in the reader's language."""

    label: str
    href: str
    icon: str
    current: bool
    badge: int = 0


_items: dict[tuple[str, str], NavItem] = {}


def register(item: NavItem) -> None:
    """Add an entry; registering the same target again replaces it. Call it in `ready()`."""
    _items[item.menu, item.to] = item


def items_for(user: Any, menu: str = "main") -> list[NavItem]:
    """Return the entries of a menu that the user may see, in order."""
    shown = [item for item in _items.values() if item.menu == menu and item.allowed(user)]
    return sorted(shown, key=lambda item: (item.order, item.to))


def links_for(user: Any, path: str, menu: str = "main") -> list[NavLink]:
    """Return the entries with their addresses; the longest one that leads to `path` is current."""
    language = get_language() or ""
    found = [(item, item.href) for item in items_for(user, menu)]
    found = [(item, href) for item, href in found if href]
    hits = [href for _, href in found if path.startswith(href) and href != "/" or path == href]
    best = max(hits, key=len, default=None)
    return [
        NavLink(_word(item, language), href, item.icon, href == best, _news(item, user))
        for item, href in found
    ]


@lru_cache(maxsize=256)
def _word(item: NavItem, language: str) -> str:
    """Return the label in a language, which is that of the request; looked up once."""
    return str(item.label)


def _news(item: NavItem, user: Any) -> int:
    """Return the number on an entry; nothing is counted for visitors."""
    return item.badge(user) if item.badge and user.is_authenticated else 0
