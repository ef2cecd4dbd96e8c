"""Who keeps the cadastre, and for which municipalities somebody adopts what it holds."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from campus.kit import dates
from courses.cadastre.models import Adoption
from members.cooperative import selectors as cooperative
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User
    from members.organisations.models import Municipality


def may_keep(user: "User | AnonymousUser") -> bool:
    """Tell whether the user writes and publishes entries."""
    return roles.has_any(user, Role.OFFICE)


def towns_of(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the member municipalities for which the user adopts entries."""
    members = cooperative.members_on(dates.today()).order_by().values("municipality")
    return roles.municipalities_with(user, Role.HR_MANAGER).filter(pk__in=members)


def may_read(user: "User | AnonymousUser") -> bool:
    """Tell whether the user reads the cadastre for some municipality."""
    return roles.has_any(user, Role.HR_MANAGER)


def decidable_adoptions(user: "User | AnonymousUser") -> QuerySet[Adoption]:
    """Return the running adoptions about whose newer versions the user decides."""
    rows = Adoption.objects.running().filter(municipality__in=towns_of(user))
    return rows.select_related("entry__current", "obligation", "municipality")
