"""What can be proposed and released; rooms above register theirs in ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.second_person.models import Proposal


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of deed.

    `apply` does it and returns the address of what came of it, or raises a DomainError: `outdated`
    as its code says that it is no longer what was proposed. `preview` returns the address at which
    exactly that is shown. `proposer_reads` names the page to which news of it lead whoever has
    proposed it without looking after all staff.
    """

    name: str
    label: str | Promise
    apply: "Callable[[Proposal, User], str]"
    preview: "Callable[[Proposal], str]"
    proposer_reads: str = ""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    """Return the kind of this name."""
    return _kinds[name]
