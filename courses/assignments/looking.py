"""The note of every look at staff, for this room and those above it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from courses.assignments import rules
from members.people import services as people_services

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality
    from members.people.services.access_log import Seen
    from members.roles.catalogue import Role


def log_look(
    request: "SignedInRequest",
    municipality: "Municipality",
    what: str,
    seen: "Iterable[Seen]",
    *,
    role: "Role | None" = None,
) -> None:
    """Note for each person who has looked at which view; `portal.looks` puts it into words.

    `role` is the one in which the user looks, where it is not that of the obligations.
    """
    people_services.log_access(
        viewer=request.user,
        viewer_role=(role or rules.acting_role(request.user, municipality)).value,
        people=seen,
        what=what,
        municipality=municipality,
    )
