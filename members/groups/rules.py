"""Who defines groups, and whose members the user may see."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from members.people import rules as people_rules
from members.people import selectors as people
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment


def may_enter(user: "User | AnonymousUser") -> bool:
    """Tell whether the user sees groups anywhere."""
    return people_rules.may_enter_staff(user)


def may_define(user: "User | AnonymousUser", municipality: "Municipality") -> bool:
    """Tell whether the user defines the groups of a municipality."""
    return roles.has_role(user, Role.HR_MANAGER, municipality=municipality)


def places_to_define(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities whose groups the user defines."""
    return roles.municipalities_with(user, Role.HR_MANAGER)


def places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities of which the user sees groups, whole or in part."""
    return people_rules.staff_municipalities(user)


def visible_staff(
    user: "User | AnonymousUser", municipality: "Municipality"
) -> "QuerySet[Employment]":
    """Return the staff among whom the user sees members: all, or those of own departments."""
    staff = people.staff_of(municipality)
    if may_define(user, municipality):
        return staff
    mine = roles.granted_department_ids(user, Role.DEPARTMENT_HR)
    return staff.filter(people.in_departments(mine))
