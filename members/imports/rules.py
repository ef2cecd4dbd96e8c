"""Who may import staff: only who looks after all of them."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from members.imports.models import ImportRun
from members.roles import selectors as roles
from members.roles.catalogue import Role

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
    return ImportRun.objects.filter(municipality__in=places(user)).select_related(
        "municipality", "created_by", "confirmed_by"
    )
