"""Who proposes and releases: whoever looks after the whole staff of a municipality."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.second_person.models import Proposal

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


def may_enter(user: "User | AnonymousUser") -> bool:
    """Tell whether the user looks after all staff anywhere."""
    return roles.has_any(user, Role.HR_MANAGER)


def places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities for which the user proposes and releases."""
    return roles.municipalities_with(user, Role.HR_MANAGER)


def visible_proposals(user: "User | AnonymousUser") -> QuerySet[Proposal]:
    """Return the proposals that the user may see and decide on."""
    rows = Proposal.objects.filter(municipality__in=places(user))
    return rows.select_related("municipality", "proposed_by", "decided_by")
