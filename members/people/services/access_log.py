"""The log of who looked at whom."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from campus.kit import dates
from campus.kit.inserting import insert_for_each
from members.people.models import AccessLogEntry

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


class Seen(Protocol):
    """A person, or as much of one as is needed to note a look."""

    @property
    def pk(self) -> int:
        """Return the person's key."""

    @property
    def user_id(self) -> int | None:
        """Return the key of the person's account."""


def log_access(
    *,
    viewer: "User",
    viewer_role: str,
    people: Iterable[Seen],
    what: str,
    municipality: "Municipality | None" = None,
) -> int:
    """Note that the viewer has seen something of the people, of each once; returns of how many.

    `municipality` says for which employer; the staff council reads how often that happens.
    Looking at oneself is not noted.
    """
    return insert_for_each(
        AccessLogEntry,
        "person",
        list({person.pk: None for person in people if person.user_id != viewer.pk}),
        {
            "viewer": viewer.pk,
            "viewer_name": str(viewer)[:160],
            "viewer_role": str(viewer_role)[:80],
            "what": str(what)[:60],
            "municipality": municipality.pk if municipality else None,
            "at": dates.now(),
        },
    )
