"""Give a role and take it back; the one place where grants are written."""

from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from campus.kit.after_commit import announce
from members.roles.catalogue import SCOPE_OF, Role, Scope
from members.roles.errors import LastAdministrator, WrongPlace
from members.roles.groups import derive_groups
from members.roles.models import Grant
from members.roles.selectors import forget_cached_grants
from members.roles.signals import grants_changed

if TYPE_CHECKING:
    from typing import Any

    from members.accounts.models import User
    from members.organisations.models import Municipality, Provider


@transaction.atomic
def grant(
    *,
    user: "User",
    role: Role,
    municipality: "Municipality | None" = None,
    department: "Any" = None,
    provider: "Provider | None" = None,
    granted_by: "User | None" = None,
) -> Grant:
    """Let the user hold the role there; a role already held is returned as it is."""
    if department and municipality is None:
        municipality = department.municipality
    place = {"municipality": municipality, "department": department, "provider": provider}
    check_place(role, place)
    if department and department.municipality != municipality:
        raise WrongPlace
    given, is_new = Grant.objects.get_or_create(
        user=user, role=role, revoked_at=None, **place, defaults={"granted_by": granted_by}
    )
    if is_new:
        _follow_up(user)
    return given


@transaction.atomic
def revoke(*, grant: Grant, revoked_by: "User | None") -> Grant:
    """End a grant as of now; an ended one stays as it is."""
    locked = Grant.objects.select_for_update().select_related("user").get(pk=grant.pk)
    if locked.revoked_at is None:
        _keep_one_office(locked)
        locked.revoked_at = dates.now()
        locked.revoked_by = revoked_by
        locked.save(update_fields=["revoked_at", "revoked_by"])
        _follow_up(locked.user)
    return locked


def check_place(role: Role, place: dict[str, object]) -> None:
    """Raise WrongPlace unless exactly the places of the role's scope are given."""
    needed = {
        Scope.PLATFORM: set(),
        Scope.PROVIDER: {"provider"},
        Scope.MUNICIPALITY: {"municipality"},
        Scope.DEPARTMENT: {"municipality", "department"},
    }[SCOPE_OF[role]]
    if {name for name, value in place.items() if value is not None} != needed:
        raise WrongPlace


def _keep_one_office(ending: Grant) -> None:
    """Refuse to take the last grant that lets somebody give grants."""
    if ending.role != Role.OFFICE:
        return
    others = Grant.objects.filter(role=Role.OFFICE, revoked_at=None, user__is_active=True)
    if not others.exclude(pk=ending.pk).exists():
        raise LastAdministrator


def _follow_up(user: "User") -> None:
    """Derive what depends on grants and tell the rooms above."""
    forget_cached_grants(user)
    held = list(Grant.objects.filter(user=user, revoked_at=None).select_related("provider"))
    derive_groups(user, held)
    is_administrator = any(row.role == Role.ADMINISTRATOR for row in held)
    if user.is_superuser != is_administrator:
        user.is_superuser = is_administrator
        user.save(update_fields=["is_superuser"])
    announce(grants_changed, Grant, user=user, roles=[Role(row.role) for row in held])
