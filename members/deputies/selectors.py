"""Reads: for whom somebody stands in today, and who stands in for somebody."""

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from campus.kit import dates
from members.deputies.models import Deputyship
from members.people import selectors as people

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment

# Whether there is any today, read along with the account of a request.
STANDS_IN = "_kc_stands_in"
PRINCIPALS = "_kc_principals"


def on(day: dt.date) -> QuerySet[Deputyship]:
    """Return what holds on a day."""
    return Deputyship.objects.filter(first_day__lte=day, last_day__gte=day)


def any_deputyship_of_account(day: dt.date) -> Exists:
    """Return whether an account of an outer query stands in for anybody on the day."""
    return Exists(on(day).filter(deputy_id=OuterRef("pk")))


def principals_of(user: "User | AnonymousUser") -> "list[User]":
    """Return for whom the user stands in today; read once per user object.

    Only active accounts: whoever has left decides nothing, nor does anybody for them.
    """
    if not user.is_authenticated or not getattr(user, STANDS_IN, True):
        return []
    found: list[User] | None = getattr(user, PRINCIPALS, None)
    if found is None:
        rows = on(dates.today()).filter(deputy=user, principal__is_active=True)
        found = [row.principal for row in rows.select_related("principal")]
        setattr(user, PRINCIPALS, found)
    return found


def deputies_of(users: "Collection[User]") -> "list[User]":
    """Return who stands in for one of the users today, each once, in one query."""
    found = {one.pk: one for row in deputies_by_principal(users).values() for one in row}
    return list(found.values())


def deputies_by_principal(users: "Collection[User]") -> "dict[int, list[User]]":
    """Return by the key of each user who stands in for them today, in one query."""
    rows = on(dates.today()).filter(principal__in=users, deputy__is_active=True)
    found: dict[int, list[User]] = {}
    for row in rows.select_related("deputy"):
        found.setdefault(row.principal_id, []).append(row.deputy)
    return found


def own(user: "User") -> QuerySet[Deputyship]:
    """Return who stands in for the user now or later."""
    rows = Deputyship.objects.filter(principal=user, last_day__gte=dates.today())
    return rows.select_related("deputy")


def for_others(user: "User") -> QuerySet[Deputyship]:
    """Return for whom the user stands in now or later."""
    rows = Deputyship.objects.filter(deputy=user, last_day__gte=dates.today())
    return rows.select_related("principal")


def colleague(user: "User", typed: str, town: "Municipality | None" = None) -> "Employment | None":
    """Return the colleague of an address or personnel number, where one municipality has both.

    Where a town is given, that one.
    """
    towns: Any = [town.pk] if town else _towns_of(user)
    return _working_in(towns, typed) if typed else None


def _towns_of(user: "User") -> "QuerySet[Employment, Any]":
    return people.jobs_on(dates.today()).filter(person__user=user).values("municipality")


def _working_in(towns: Any, typed: str) -> "Employment | None":
    jobs = people.jobs_on(dates.today()).filter(
        municipality__in=towns, person__user__isnull=False, person__user__is_active=True
    )
    named = Q(person__email__iexact=typed) | Q(personnel_number=typed)
    return jobs.filter(named).select_related("person__user").first()
