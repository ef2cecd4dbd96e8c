"""Who stands in for somebody today; the room of deputies registers its answers in ready()."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User

PrincipalsOf = Callable[["User | AnonymousUser"], "list[User]"]
DeputiesOf = Callable[["Collection[User]"], "dict[int, list[User]]"]


@dataclass
class _Answers:
    principals_of: PrincipalsOf | None = None
    deputies_of: DeputiesOf | None = None


_answers = _Answers()


def register(principals_of: PrincipalsOf, deputies_of: DeputiesOf) -> None:
    """Have these asked for whom somebody stands in today, and who stands in for somebody."""
    _answers.principals_of, _answers.deputies_of = principals_of, deputies_of


def acting(user: "User | AnonymousUser") -> "list[User | AnonymousUser]":
    """Return the user and those for whom the user stands in today."""
    ask = _answers.principals_of
    return [user, *(ask(user) if ask else [])]


def deputies_of(users: "Collection[User]") -> "dict[int, list[User]]":
    """Return by the key of each user who stands in for them today, in one query."""
    ask = _answers.deputies_of
    return ask(users) if ask and users else {}
