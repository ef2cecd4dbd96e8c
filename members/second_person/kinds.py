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
    proposed it without looking after all staff. `close` is called when it ends without being done.
    `again` returns the address of the form to which the proposer may send once more what was
    filled in. `keeps`: it is still needed after the release, until `services.use_up`.
    """

    name: str
    label: str | Promise
    apply: "Callable[[Proposal, User], str]"
    preview: "Callable[[Proposal], str]"
    proposer_reads: str = ""
    close: "Callable[[Proposal], None] | None" = None
    again: "Callable[[Proposal], str] | None" = None
    keeps: bool = False


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    """Return the kind of this name."""
    return _kinds[name]
