"""What rooms above say for what they need a group; a group that is needed is not removed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from members.groups.models import StaffGroup


@dataclass(frozen=True, slots=True)
class Use:
    """Something that concerns the members of a group, with the page where it stands."""

    text: str
    href: str


Asker = Callable[["StaffGroup"], list[Use]]
_askers: list[Asker] = []


def register_asker(asker: Asker) -> None:
    """Have `asker(group)` asked for what a group is needed; in ready()."""
    if asker not in _askers:
        _askers.append(asker)


def uses_of(group: "StaffGroup") -> list[Use]:
    """Return for what a group is needed."""
    return [use for asker in _askers for use in asker(group)]
