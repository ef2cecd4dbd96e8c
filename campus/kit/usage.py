"""What rooms above need a thing of a room below for; what is needed is not removed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Use:
    """Something that rests on a thing, with the page where it stands."""

    text: str
    href: str


@dataclass(frozen=True)
class Usage(Generic[Thing]):
    """The rooms that are asked for what they need a thing."""

    askers: list[Callable[[Thing], list[Use]]] = field(default_factory=list)

    def register(self, asker: Callable[[Thing], list[Use]]) -> None:
        """Have `asker(thing)` asked from now on; in ready()."""
        if asker not in self.askers:
            self.askers.append(asker)

    def of(self, thing: Thing) -> list[Use]:
        """Return for what a thing is needed."""
        return [use for asker in self.askers for use in asker(thing)]
