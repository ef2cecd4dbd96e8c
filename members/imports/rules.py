"""Who may import staff: only who looks after all of them."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from members.imports.models import ImportRun
from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.second_person import rules as second_person

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


def may_enter(user: "User | AnonymousUser") -> bool:
    """Tell whether the user looks after a whole municipality anywhere."""
    return roles.has_any(user, Role.HR_MANAGER)


def places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities whose staff the user may import."""
    return roles.municipalities_with(user, Role.HR_MANAGER)


def runs(user: "User | AnonymousUser") -> QuerySet[ImportRun]:
    """Return the imports that the user may see and carry on."""
    return _with_names(ImportRun.objects.filter(municipality__in=places(user)))


def runs_to_look_at(user: "User | AnonymousUser") -> QuerySet[ImportRun]:
    """Return the imports that the user may see: also what waits for whom they stand in for."""
    seen = second_person.visible_proposals(user).values("pk")
    waiting = Q(state=ImportRun.State.WAITING, proposal__in=seen)
    return _with_names(ImportRun.objects.filter(Q(municipality__in=places(user)) | waiting))


def may_look(user: "User | AnonymousUser") -> bool:
    """Tell whether the user looks after a whole municipality, or stands in for somebody there."""
    return second_person.may_enter(user)


def _with_names(rows: QuerySet[ImportRun]) -> QuerySet[ImportRun]:
    deciders = ("proposal__decided_by", "proposal__decided_for")
    return rows.select_related("municipality", "created_by", "confirmed_by", *deciders)
