"""What rooms above say of joint assignments that nobody has given by hand."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Origin:
    """Of what an assignment is the first application, and where that is shown."""

    label: str | Promise
    href: str


# Gets the keys of assignments and returns the origins of those that it knows.
Teller = Callable[[Collection[int]], dict[int, Origin]]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """Let a room say which assignments come from it."""
    if teller not in _tellers:
        _tellers.append(teller)


def origins_of(keys: Collection[int]) -> dict[int, Origin]:
    """Return where these assignments come from, by key; those given by hand are left out."""
    return {key: one for teller in _tellers for key, one in teller(keys).items()}
