"""Who plans budgets: human resources of a whole municipality."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from members.budgets.models import Budget
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


def may_enter(user: "User | AnonymousUser") -> bool:
    """Tell whether the user looks after a whole municipality anywhere."""
    return roles.has_any(user, Role.HR_MANAGER)


def places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities whose budgets the user plans."""
    return roles.municipalities_with(user, Role.HR_MANAGER)


def budgets(user: "User | AnonymousUser") -> QuerySet[Budget]:
    """Return the budgets that the user may drop."""
    return Budget.objects.filter(municipality__in=places(user)).select_related("municipality")
