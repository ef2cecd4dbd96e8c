"""Who sees what a provider earns: the office all, the provider's management its own."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.settlement.models import Statement
from members.settlement.selectors import statements

if TYPE_CHECKING:
    from members.organisations.models import Provider


def may_settle(user: Any) -> bool:
    """The office settles with providers."""
    return roles.has_any(user, Role.OFFICE)


def sees_own(user: Any) -> bool:
    """The management of a provider sees what it earns."""
    return roles.has_any(user, Role.PROVIDER_OWNER)


def own_providers(user: Any) -> "QuerySet[Provider]":
    """Return the providers that the user manages."""
    return roles.providers_with(user, Role.PROVIDER_OWNER)


def own_statements(user: Any) -> QuerySet[Statement]:
    """Return the statements that the user may see; guards the list and the single one."""
    return statements().filter(provider__in=own_providers(user))
