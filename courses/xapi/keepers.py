"""Keepers: rooms that give out credentials for sessions of their own and watch over their use.

A credential belongs to the keeper registered for the kind of its owner. The store asks the keeper
at each request, around the storing of statements, and before documents are read or written.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from django.db import transaction

from courses.xapi.authority import Authority
from courses.xapi.documents import Place


class Keeper(Protocol):
    """What a room demands of its credentials, beyond their bounds.

    Each deed raises a DomainError, best a subclass of StatementRefused, to refuse.
    """

    def admit(self, authority: Authority) -> None:
        """Check that the session is still open."""

    def storing(
        self, statements: Sequence[dict[str, Any]], authority: Authority
    ) -> AbstractContextManager[None]:
        """Check valid statements as the client sent them; afterwards note that they are stored.

        It runs around the storing in one transaction, so that what it locks stays locked.
        """

    def reading(self, place: Place, authority: Authority) -> None:
        """Note that a document is asked for."""

    def writing(self, place: Place, authority: Authority, content: bytes, kind: str) -> None:
        """Check what is to be stored as a document; `kind` is its content type."""


_keepers: dict[str, Keeper] = {}


def register_keeper(owner_kind: str, keeper: Keeper) -> None:
    """Have `keeper` watch over the credentials of a kind of owner; call it in ready()."""
    _keepers[owner_kind] = keeper


def keeper_of(authority: Authority) -> Keeper | None:
    """Return who watches over a credential; None for nearly all."""
    return _keepers.get(authority.owner_kind)


@contextmanager
def kept(statements: Sequence[dict[str, Any]], authority: Authority) -> Iterator[None]:
    """Let the keeper of the credential, if it has one, watch over the storing of a batch."""
    keeper = keeper_of(authority)
    if keeper is None:
        yield
        return
    with transaction.atomic(), keeper.storing(statements, authority):
        yield
