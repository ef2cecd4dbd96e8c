"""Who may act where. A user's grants are read once and kept on the user object."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from campus.kit.prepared import Prepared
from members.accounts.facts import forget
from members.organisations import selectors as organisations
from members.roles.catalogue import NEEDS_SECOND_FACTOR, Role
from members.roles.models import Grant

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality, Provider

CACHE_NAME = "_kc_grants"
TREE_CACHE_NAME = "_kc_granted_departments"
# Whether there are any, read along with the account of a request.
HOLDS_ANY = "_kc_holds_any"


@dataclass(frozen=True, slots=True)
class HeldRole:
    """One grant in force, reduced to keys."""

    role: Role
    municipality_id: int | None
    department_id: int | None
    provider_id: int | None


def held_roles(user: "User | AnonymousUser") -> tuple[HeldRole, ...]:
    """Return the user's grants in force; nobody signed in and closed accounts hold none."""
    if not user.is_authenticated or not user.is_active:
        return ()
    cached: tuple[HeldRole, ...] | None = getattr(user, CACHE_NAME, None)
    if cached is None:
        rows = _grants_of(user.pk) if getattr(user, HOLDS_ANY, True) else []
        cached = tuple(HeldRole(Role(role), *places) for role, *places in rows)
        setattr(user, CACHE_NAME, cached)
    return cached


def any_grant_of_account(day: dt.date) -> Exists:
    """Return whether an account of an outer query holds any role."""
    return Exists(Grant.objects.filter(user_id=OuterRef("pk"), revoked_at=None))


@Prepared
def _grants_of(user_id: int) -> QuerySet[Grant, Any]:
    rows = Grant.objects.filter(user_id=user_id, revoked_at=None)
    return rows.values_list("role", "municipality_id", "department_id", "provider_id")


def forget_cached_grants(user: "User") -> None:
    """Read the grants afresh at the next question."""
    forget(user, CACHE_NAME, TREE_CACHE_NAME, HOLDS_ANY)


def has_role(
    user: "User | AnonymousUser",
    role: Role,
    *,
    municipality: "Municipality | None" = None,
    provider: "Provider | None" = None,
    department: Any = None,
) -> bool:
    """Tell whether the user holds the role, at the given place if one is given.

    For a department, a grant for one of the departments above it counts too.
    """
    held = [row for row in held_roles(user) if row.role == role]
    if municipality is not None:
        held = [row for row in held if row.municipality_id == municipality.pk]
    if provider is not None:
        held = [row for row in held if row.provider_id == provider.pk]
    if department is not None and held:
        return department.pk in granted_department_ids(user, role)
    return bool(held)


def has_any(user: "User | AnonymousUser", *roles: Role) -> bool:
    """Tell whether the user holds one of the roles anywhere."""
    return any(row.role in roles for row in held_roles(user))


def municipalities_with(user: "User | AnonymousUser", *roles: Role) -> "QuerySet[Municipality]":
    """Return the municipalities for which the user holds one of the roles."""
    return organisations.municipalities().filter(pk__in=municipality_keys(user, *roles))


def municipality_keys(user: "User | AnonymousUser", *roles: Role) -> list[int]:
    """Return the keys of the municipalities for which the user holds one of the roles."""
    held = held_roles(user)
    return [row.municipality_id for row in held if row.role in roles and row.municipality_id]


def providers_with(user: "User | AnonymousUser", *roles: Role) -> "QuerySet[Provider]":
    """Return the providers for which the user holds one of the roles."""
    keys = [row.provider_id for row in held_roles(user) if row.role in roles]
    return organisations.providers().filter(pk__in=[key for key in keys if key])


def departments_with(user: "User | AnonymousUser", *roles: Role) -> "QuerySet[Any]":
    """Return the departments for which the user holds one of the roles, and all below them."""
    keys = granted_department_ids(user, *roles)
    return apps.get_model("people", "Department").objects.filter(pk__in=keys)


def granted_department_ids(user: "User | AnonymousUser", *roles: Role) -> frozenset[int]:
    """Return the keys of the departments granted for one of the roles, with all below them."""
    waiting = [
        row.department_id for row in held_roles(user) if row.role in roles and row.department_id
    ]
    if not waiting:
        return frozenset()
    children: dict[int, list[int]] = {}
    for key, parent in _department_links(user):
        children.setdefault(parent, []).append(key)
    reached: set[int] = set()
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting.extend(children.get(key, []))
    return frozenset(reached)


def _department_links(user: "User | AnonymousUser") -> list[tuple[int, int]]:
    """Return (department, parent) in the user's municipalities, read once per user object."""
    links: list[tuple[int, int]] | None = getattr(user, TREE_CACHE_NAME, None)
    if links is None:
        places = [row.municipality_id or 0 for row in held_roles(user) if row.department_id]
        departments = apps.get_model("people", "Department").objects
        links = list(
            departments.filter(municipality_id__in=places, parent__isnull=False)
            .order_by()
            .values_list("pk", "parent_id")
        )
        setattr(user, TREE_CACHE_NAME, links)
    return links


def holders(
    role: Role,
    *,
    municipality: "Municipality | None" = None,
    provider: "Provider | None" = None,
) -> "QuerySet[User]":
    """Return the open accounts that hold the role, at the given place if one is given."""
    grants = Grant.objects.filter(role=role, revoked_at=None)
    if municipality is not None:
        grants = grants.filter(municipality=municipality)
    if provider is not None:
        grants = grants.filter(provider=provider)
    return get_user_model().objects.filter(  # type: ignore[return-value]
        pk__in=grants.values("user_id"), is_active=True
    )


def grants_by_key(keys: Iterable[int]) -> QuerySet[Grant]:
    """Return grants by their keys, also those that have ended."""
    found = Grant.objects.filter(pk__in=list(keys)).order_by("pk")
    return found.select_related("user", "municipality", "department", "provider")


def grants_in_force() -> QuerySet[Grant]:
    """Return all grants in force with the names that a list shows."""
    return (
        Grant.objects.filter(revoked_at=None, user__is_active=True)
        .select_related("user", "municipality", "department", "provider", "granted_by")
        .order_by("user__last_name", "user__first_name", "user_id", "role", "pk")
    )


def grants_at(provider: "Provider") -> QuerySet[Grant]:
    """Return who holds which role at a provider, by name."""
    return grants_in_force().filter(provider=provider)


def needs_second_factor(user: "User | AnonymousUser") -> bool:
    """Tell whether the user sees or changes other people's data and so needs a second factor."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or has_any(user, *NEEDS_SECOND_FACTOR)
