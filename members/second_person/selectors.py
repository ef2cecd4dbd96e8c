"""Whether two are needed, and what waits."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from campus.kit import dates
from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.second_person.models import KEPT_FOR, Proposal, Rule
from members.second_person.standing_in import deputies_of

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


def threshold_of(municipality: "Municipality") -> int | None:
    """Return from how many people on two decide; None where one is always enough."""
    found = Rule.objects.filter(municipality=municipality).values_list("from_people", flat=True)
    return found.first()


def is_needed(municipality: "Municipality", people: int) -> bool:
    """Tell whether what concerns so many people needs a second person."""
    threshold = threshold_of(municipality)
    return threshold is not None and people >= threshold


def proposals_of(municipality: "Municipality", user: "User") -> QuerySet[Proposal]:
    """Return the proposals of a municipality as the user's list shows them, the newest first.

    What others have withdrawn concerns nobody any more; the log keeps it.
    """
    gone = Q(state=Proposal.State.WITHDRAWN) & (Q(proposed_by=None) | ~Q(proposed_by=user))
    rows = Proposal.objects.filter(municipality=municipality).exclude(gone)
    return rows.select_related("proposed_by", "decided_by")


def own_proposals(user: "User", kind: str) -> QuerySet[Proposal]:
    """Return what the user has proposed of a kind, the newest first."""
    return Proposal.objects.filter(proposed_by=user, kind=kind).select_related("municipality")


def waiting_of(user: "User", kind: str) -> list[Proposal]:
    """Return what the user has proposed of a kind and nobody has decided yet."""
    rows = own_proposals(user, kind).filter(state=Proposal.State.OPEN)
    return list(rows.filter(expires_at__gt=dates.now()))


def others_who_release(municipality: "Municipality", user: "User") -> "dict[int, User]":
    """Return everybody else who looks after all staff there, and who stands in for one of them."""
    grants = roles.grants_in_force().filter(role=Role.HR_MANAGER, municipality=municipality)
    rows = grants.filter(user__is_active=True).exclude(user=user).select_related("user")
    found = {grant.user_id: grant.user for grant in rows}
    standing_in = deputies_of(list(found.values()))
    found |= {one.pk: one for some in standing_in.values() for one in some}
    found.pop(user.pk, None)
    return found


def overdue() -> QuerySet[Proposal]:
    """Return the proposals that nobody has decided in time."""
    rows = Proposal.objects.filter(state=Proposal.State.OPEN, expires_at__lte=dates.now())
    return rows.order_by("pk")


def forgettable() -> QuerySet[Proposal]:
    """Return the ended proposals that still hold what was filled in, and need it no more."""
    rows = Proposal.objects.exclude(state=Proposal.State.OPEN).exclude(payload={})
    return rows.filter(decided_at__lt=dates.now() - KEPT_FOR)
