"""The log of who looked at whom."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from campus.kit import dates
from members.people.models import AccessLogEntry, Person

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


def log_access(
    *,
    viewer: "User",
    viewer_role: str,
    people: Iterable[Person],
    what: str,
    municipality: "Municipality | None" = None,
) -> list[AccessLogEntry]:
    """Note that the viewer has seen something of the people, of each once.

    `municipality` says for which employer; the staff council reads how often that happens.
    Looking at oneself is not noted.
    """
    moment = dates.now()
    seen = {person.pk: person for person in people}.values()
    return AccessLogEntry.objects.bulk_create(
        AccessLogEntry(
            viewer=viewer,
            viewer_name=str(viewer)[:160],
            viewer_role=str(viewer_role)[:80],
            person=person,
            what=str(what)[:60],
            municipality=municipality,
            at=moment,
        )
        for person in seen
        if person.user_id != viewer.pk
    )
