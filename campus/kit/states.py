"""State tables: the allowed moves of an object in one place."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class WrongState(DomainError):
    """The object is not in a state from which this move is possible."""

    code = "wrong_state"
    message = _("This step is no longer possible: the entry is already “%(state)s”.")


class StateTable:
    """The allowed moves, such as {"draft": {"issued"}, "issued": set()}."""

    def __init__(self, moves: Mapping[str, Iterable[str]]) -> None:
        self.moves = {state: frozenset(targets) for state, targets in moves.items()}

    def allows(self, source: str, target: str) -> bool:
        """Tell whether an object in `source` may move to `target`."""
        return target in self.moves.get(source, frozenset())

    def check(self, source: str, target: str, *, words: Mapping[Any, Any]) -> None:
        """Raise WrongState, with the word that people know the state by, unless it is allowed."""
        if not self.allows(source, target):
            raise WrongState(state=words[source])
