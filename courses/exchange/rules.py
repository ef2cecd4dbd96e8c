"""Who takes modules out, reads some in, and keeps the catalogues of others."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from courses.exchange.models import ModuleExport
from courses.modules import rules as studio
from members.roles.catalogue import Role
from members.roles.rules import is_editor
from members.roles.selectors import has_role

if TYPE_CHECKING:
    from courses.modules.models import Module


def may_export(user: Any) -> bool:
    """Tell whether the user exports modules at all."""
    return studio.may_teach(user)


def may_import(user: Any) -> bool:
    """Tell whether the user reads in archives: what is read in is published at once."""
    return bool(user.is_active and not user.is_anonymous and is_editor(user))


def may_keep_catalogues(user: Any) -> bool:
    """Tell whether the user decides whose courses stand beside our own: the office."""
    return has_role(user, Role.OFFICE)


def exportable(modules: QuerySet["Module"], user: Any) -> QuerySet["Module"]:
    """Return those modules in which the user may write: to review does not suffice."""
    rows: QuerySet[Module] = studio.visible(modules, user, provider="provider")
    return rows


def visible(user: Any) -> QuerySet[ModuleExport]:
    """Return the exports that the user may see and download."""
    rows: QuerySet[ModuleExport] = studio.visible(
        ModuleExport.objects.all(), user, provider="version__module__provider"
    )
    return rows
