"""Who may see and set obligations of a municipality, for one object and as a filter of lists."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from courses.assignments.models import Obligation
from members.people import selectors as people
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Department, Employment


def municipalities_to_manage(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities whose obligations the user sets."""
    return roles.municipalities_with(user, Role.HR_MANAGER)


def visible_municipalities(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities of which the user sees the matrix, whole or by department."""
    return roles.municipalities_with(user, Role.HR_MANAGER, Role.DEPARTMENT_HR)


def may_manage(user: "User | AnonymousUser", municipality: "Municipality") -> bool:
    """Tell whether the user sets this municipality's obligations."""
    return roles.has_role(user, Role.HR_MANAGER, municipality=municipality)


def may_see(user: "User | AnonymousUser") -> bool:
    """Tell whether the user sees any matrix; decides about the navigation entry."""
    return roles.has_any(user, Role.HR_MANAGER, Role.DEPARTMENT_HR)


def visible_obligations(user: "User | AnonymousUser") -> QuerySet[Obligation]:
    """Return the obligations of the municipalities whose matrix the user sees."""
    mine = Obligation.objects.filter(municipality__in=visible_municipalities(user))
    return mine.select_related("course", "municipality")


def visible_staff(
    user: "User | AnonymousUser",
    municipality: "Municipality",
    *,
    department: "Department | None" = None,
) -> "QuerySet[Employment]":
    """Return the staff whose mandatory training the user may see in this municipality."""
    staff = people.staff_of(municipality, department=department)
    if may_manage(user, municipality):
        return staff
    return staff.filter(department__in=roles.departments_with(user, Role.DEPARTMENT_HR))
