"""Who proposes and releases: who looks after the whole staff, or stands in for such a person."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from members.organisations import selectors as organisations
from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.second_person.models import Proposal
from members.second_person.standing_in import acting

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


def may_enter(user: "User | AnonymousUser") -> bool:
    """Tell whether the user looks after all staff anywhere, or stands in for somebody who does."""
    return any(roles.has_any(one, Role.HR_MANAGER) for one in acting(user))


def may_look(user: "User | AnonymousUser") -> bool:
    """Tell whether the user may have anything to do with a proposal: decide, or have made it."""
    return may_enter(user) or roles.has_any(user, Role.DEPARTMENT_HR)


def places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities whose proposals the user sees and decides on."""
    return organisations.municipalities().filter(pk__in=_keys(user))


def may_agree(user: "User | AnonymousUser", municipality: "Municipality") -> bool:
    """Tell whether the user may change the rule itself; who stands in may not."""
    return municipality.pk in roles.municipality_keys(user, Role.HR_MANAGER)


def visible_proposals(user: "User | AnonymousUser") -> QuerySet[Proposal]:
    """Return the proposals that the user may see: of their municipalities, and their own.

    One's own only as long as one looks after anybody there.
    """
    still = roles.municipality_keys(user, Role.HR_MANAGER, Role.DEPARTMENT_HR)
    own = Q(proposed_by=user.pk or 0, municipality__in=still)
    rows = Proposal.objects.filter(Q(municipality__in=_keys(user)) | own)
    return rows.select_related("municipality", "proposed_by", "decided_by", "decided_for")


def decides_as(user: "User", proposal: Proposal) -> "User | AnonymousUser | None":
    """Return in whose stead the user decides: the user's own, or of whom they stand in for.

    None: not at all. Nobody decides what they have proposed, nor does their deputy for them.
    """
    if user.pk == proposal.proposed_by_id:
        return None
    for one in acting(user):
        place = proposal.municipality_id
        holds = place in roles.municipality_keys(one, Role.HR_MANAGER)
        if holds and one.pk != proposal.proposed_by_id:
            return one
    return None


def _keys(user: "User | AnonymousUser") -> set[int]:
    return {key for one in acting(user) for key in roles.municipality_keys(one, Role.HR_MANAGER)}
