"""What every page asks of an account, read by the query that reads the account itself.

A room above adds what its part of the frame needs, in `ready()`. What was found stands on the user
object of the request under the name it was registered by, where the room looks before it asks the
database; it is as old as the request. Whoever changes it in a request takes it off the user object.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

# Makes an expression from the day; the account is OuterRef("pk").
Fact = Callable[[dt.date], Any]

_facts: dict[str, Fact] = {}


def read_along(name: str, fact: Fact) -> None:
    """Read `fact` along with every account; registering the same name again replaces it."""
    _facts[name] = fact


def facts_on(day: dt.date) -> dict[str, Any]:
    """Return the expressions of all rooms by name."""
    return {name: fact(day) for name, fact in _facts.items()}


def forget(user: Any, *names: str) -> None:
    """Take facts off an account, so that they are read afresh at the next question."""
    for name in names:
        # Not by __dict__: a request's user is a wrapper around the account.
        if hasattr(user, name):
            delattr(user, name)
