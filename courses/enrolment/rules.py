"""Who decides on requests: approvers for their department, human resources for their town."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from courses.enrolment.models import Enrolment
from courses.enrolment.selectors import offers_of
from courses.enrolment.states import State
from members.deputies import selectors as deputies
from members.people import selectors as people
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from courses.enrolment.models import Offer
    from members.accounts.models import User

FOR_TOWN = (Role.HR_MANAGER,)
FOR_DEPARTMENT = (Role.APPROVER, Role.DEPARTMENT_HR)


def may_open_approvals(user: "User | AnonymousUser") -> bool:
    """Tell whether the user decides on requests anywhere, also for somebody who is away."""
    return any(roles.has_any(one, *FOR_TOWN, *FOR_DEPARTMENT) for one in _acting(user))


def acting_role(user: "User | AnonymousUser") -> Role:
    """Return in which role the user reads requests, for the access log."""
    acting = _acting(user)
    return next(
        role
        for role in (*FOR_TOWN, *FOR_DEPARTMENT)
        if any(roles.has_any(one, role) for one in acting)
    )


def may_set_offers(user: "User | AnonymousUser") -> bool:
    """Tell whether the user sets prices and conditions: the office of the cooperative."""
    return roles.has_any(user, Role.OFFICE)


def sees_own_offers(user: "User | AnonymousUser") -> bool:
    """Tell whether the user manages a provider and sees under which conditions it teaches."""
    return roles.has_any(user, Role.PROVIDER_OWNER)


def own_offers(user: "User | AnonymousUser") -> "QuerySet[Offer]":
    """Return the offers of the user's providers, the bookable ones first."""
    providers = roles.providers_with(user, Role.PROVIDER_OWNER)
    return offers_of(providers)


def visible_to(user: "User | AnonymousUser") -> QuerySet[Enrolment]:
    """Return the enrolments of those for whom the user decides; never the user's own.

    Who stands in sees what the other would see: nor the requests of those for whom they do.
    """
    mine = reduce(or_, [_of_area(one) for one in _acting(user)])
    asked = Enrolment.objects.filter(mine, offer__approval_needed=True)
    return asked.exclude(person__user_id=user.pk or 0).select_related("person", "offer__course")


def _acting(user: "User | AnonymousUser") -> "list[User | AnonymousUser]":
    """Return the user and those for whom the user stands in today."""
    return [user, *deputies.principals_of(user)]


def _of_area(user: "User | AnonymousUser") -> Q:
    """Return what a role lets somebody decide on, without what they have asked for themselves."""
    departments = roles.departments_with(user, *FOR_DEPARTMENT)
    # Who decides is who pays: the department of the main place, whose cost centre bears it.
    area = Q(employment__municipality__in=roles.municipalities_with(user, *FOR_TOWN)) | (
        people.mainly_in(departments, job="employment__")
    )
    return area & ~Q(person__user_id=user.pk or 0)


def decidable_by(user: "User | AnonymousUser") -> QuerySet[Enrolment]:
    """Return the requests that wait for the user's decision."""
    return visible_to(user).filter(state=State.REQUESTED)


def may_decide(user: "User | AnonymousUser", enrolment: Enrolment) -> bool:
    """Tell whether the user may decide on this request."""
    return decidable_by(user).filter(pk=enrolment.pk).exists()
