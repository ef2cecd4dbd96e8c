"""All addresses of the platform, read from the URL configuration."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, get_resolver

OURS = ("campus.", "courses.", "members.")


@dataclass(frozen=True)
class Address:
    """One entry of the URL configuration."""

    key: str
    route: str
    view_module: str

    @property
    def is_ours(self) -> bool:
        """Tell our own views from those of installed packages."""
        return self.view_module.startswith(OURS)


@cache
def all_addresses() -> tuple[Address, ...]:
    """Return every address, those of Wagtail and allauth included."""
    return tuple(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: Any, route: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            key = f"{namespace}{pattern.name}" if pattern.name else here
            yield Address(key=key, route=here, view_module=_module_of(pattern.callback))
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inner)


def _module_of(callback: Any) -> str:
    """Return where the view is written, also through decorators and `as_view`."""
    view = getattr(callback, "view_class", callback)
    return str(getattr(view, "__module__", ""))
