"""Who looks after modules: their authors; who ends them: owners and the editorial office."""

from typing import TYPE_CHECKING, Any

from courses.modules import selectors as modules
from members.roles.catalogue import Role
from members.roles.rules import is_editor, may, providers_of_author
from members.roles.selectors import has_any, providers_with

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.modules.models import Module


def may_open(user: Any) -> bool:
    """Tell whether the user sees the list: authors their own, office and editors all."""
    return may(user, "change") or has_any(user, Role.OFFICE)


def visible_modules(user: Any) -> "QuerySet[Module]":
    """Return the modules of the list."""
    rows = modules.all_modules()
    if is_editor(user) or has_any(user, Role.OFFICE):
        return rows
    return rows.filter(provider__in=providers_of_author(user))


def own_modules(user: Any) -> "QuerySet[Module]":
    """Return the modules that the user looks after."""
    rows = modules.all_modules()
    return rows if is_editor(user) else rows.filter(provider__in=providers_of_author(user))


def retirable_modules(user: Any) -> "QuerySet[Module]":
    """Return the modules that the user may end."""
    rows = modules.all_modules()
    if is_editor(user):
        return rows
    return rows.filter(provider__in=providers_with(user, Role.PROVIDER_OWNER))
