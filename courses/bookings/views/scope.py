"""For whose staff a page is, and the note of every look."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from courses.assignments import looking
from courses.bookings import rules
from members.people.selectors import place_of

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality
    from members.people.models import Person

VIEW = "bookings"


def municipality_of(request: "SignedInRequest") -> "Municipality":
    """Return the municipality of the address, else the first one; a foreign one is 404."""
    if not rules.may_enter(request.user):
        raise PermissionDenied
    found = place_of(request.user, rules.places(request.user), request.GET.get("kommune", ""))
    if found is None:
        raise Http404
    return found


def log_look(
    request: "SignedInRequest", municipality: "Municipality", seen: "Iterable[Person]"
) -> None:
    """Note for each person who has looked."""
    role = rules.acting_role(request.user, municipality)
    looking.log_look(request, municipality, VIEW, seen, role=role)
