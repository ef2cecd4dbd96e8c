"""Whether two are needed, and what waits."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.second_person.models import Proposal, Rule

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.roles.models import Grant


def threshold_of(municipality: "Municipality") -> int | None:
    """Return from how many people on two decide; None where one is always enough."""
    found = Rule.objects.filter(municipality=municipality).values_list("from_people", flat=True)
    return found.first()


def is_needed(municipality: "Municipality", people: int) -> bool:
    """Tell whether what concerns so many people needs a second person."""
    threshold = threshold_of(municipality)
    return threshold is not None and people >= threshold


def proposals_of(municipality: "Municipality") -> QuerySet[Proposal]:
    """Return the proposals of a municipality, the newest first."""
    rows = Proposal.objects.filter(municipality=municipality)
    return rows.select_related("proposed_by", "decided_by")


def others_who_release(municipality: "Municipality", user: "User") -> "QuerySet[Grant]":
    """Return the grants of everybody else who looks after all staff there."""
    grants = roles.grants_in_force().filter(role=Role.HR_MANAGER, municipality=municipality)
    return grants.exclude(user=user).select_related("user")
