"""Who makes units and for whom, and who decides about those given to all."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from campus.kit import dates
from courses.units.models import Donation, OwnUnit, UnitPaper
from courses.units.states import State
from members.cooperative import selectors as cooperative
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User
    from members.organisations.models import Municipality


def may_make(user: "User | AnonymousUser") -> bool:
    """Tell whether the user makes units for some municipality."""
    return roles.has_any(user, Role.HR_MANAGER)


def may_decide(user: "User | AnonymousUser") -> bool:
    """Tell whether the user decides about units that are offered to all."""
    return roles.has_any(user, Role.OFFICE)


def towns_of(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the member municipalities for which the user makes units."""
    members = cooperative.members_on(dates.today()).order_by().values("municipality")
    return roles.municipalities_with(user, Role.HR_MANAGER).filter(pk__in=members)


def units_of(user: "User | AnonymousUser") -> QuerySet[OwnUnit]:
    """Return the units that the user looks after."""
    rows = OwnUnit.objects.filter(municipality__in=towns_of(user))
    return rows.select_related("municipality", "paper", "course")


def donations_for(user: "User | AnonymousUser") -> QuerySet[Donation]:
    """Return what has been offered to all, for those who decide about it; open ones first."""
    rows = Donation.objects.select_related("unit__municipality", "paper", "course")
    if not may_decide(user):
        return rows.none()
    return rows.order_by("decided_at", "-offered_at").filter(
        Q(state__in=[State.OFFERED, State.ACCEPTED, State.RETURNED])
    )


def readable_papers(user: "User | AnonymousUser") -> QuerySet[UnitPaper]:
    """Return the documents that the user may look at outside of a course."""
    papers = UnitPaper.objects.all()
    mine = Q(municipality__in=towns_of(user))
    if may_decide(user):
        mine |= Q(pk__in=donations_for(user).values("paper"))
    return papers.filter(mine)
