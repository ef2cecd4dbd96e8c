"""Who may see and set obligations of a municipality, for one object and as a filter of lists."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.assignments.models import Obligation, Period
from courses.assignments.models.standing import obligations_on
from members.organisations import selectors as organisations
from members.people import selectors as people
from members.policies import selectors as policies
from members.policies.sights import Sight
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
    whole = municipalities_to_manage(user)
    if not roles.has_any(user, Role.DEPARTMENT_HR):
        return whole
    return roles.municipalities_with(user, Role.HR_MANAGER, Role.DEPARTMENT_HR).filter(
        Q(pk__in=whole) | ~Q(pk__in=_without_officers(user))
    )


def places_to_see(user: "User | AnonymousUser") -> "list[Municipality]":
    """Return the municipalities of `visible_municipalities` by name, for a page all work with."""
    if roles.has_any(user, Role.DEPARTMENT_HR):
        return list(visible_municipalities(user).order_by("name"))
    return organisations.municipalities_by_keys(roles.municipality_keys(user, Role.HR_MANAGER))


def _without_officers(user: "User | AnonymousUser") -> set[int]:
    """Return where the works agreement lets no training officer see the staff's standing."""
    keys = roles.municipalities_with(user, Role.DEPARTMENT_HR).order_by().values_list("pk")
    officer = [key for (key,) in keys] if roles.has_any(user, Role.DEPARTMENT_HR) else []
    return policies.places_without(Sight.DEPARTMENT_OFFICERS, officer) if officer else set()


def may_manage(user: "User | AnonymousUser", municipality: "Municipality") -> bool:
    """Tell whether the user sets this municipality's obligations."""
    return roles.has_role(user, Role.HR_MANAGER, municipality=municipality)


def may_see(user: "User | AnonymousUser") -> bool:
    """Tell whether the user sees any matrix; decides about the navigation entry."""
    if roles.has_any(user, Role.HR_MANAGER):
        return True
    return roles.has_any(user, Role.DEPARTMENT_HR) and visible_municipalities(user).exists()


def acting_role(user: "User | AnonymousUser", municipality: "Municipality") -> Role:
    """Return in which role the user looks at a municipality's staff, for the access log."""
    return Role.HR_MANAGER if may_manage(user, municipality) else Role.DEPARTMENT_HR


def visible_obligations(user: "User | AnonymousUser") -> QuerySet[Obligation]:
    """Return the running obligations that the user sees."""
    running = Obligation.objects.filter(_seen_by(user), ended_at=None)
    return running.select_related("course", "municipality").prefetch_related(
        "departments", "groups", "people"
    )


def obligations_seen_on(
    user: "User | AnonymousUser", municipality: "Municipality", day: dt.date
) -> QuerySet[Obligation]:
    """Return the obligations of a municipality that ran on a day, as far as the user sees them."""
    return obligations_on(day).filter(_seen_by(user), municipality=municipality)


def _seen_by(user: "User | AnonymousUser") -> Q:
    """Return the condition that the user sees an obligation.

    Those of whole municipalities, and elsewhere those that concern somebody in a department for
    which the user answers.
    """
    whole = Q(municipality__in=municipalities_to_manage(user))
    if not roles.has_any(user, Role.DEPARTMENT_HR):
        return whole
    concerned = Period.objects.filter(
        people.in_departments(_own_departments(user), job="employment__"),
        obligation=OuterRef("pk"),
    )
    return whole | Exists(concerned) & ~Q(municipality__in=_without_officers(user))


def manageable_obligations(user: "User | AnonymousUser") -> QuerySet[Obligation]:
    """Return the running obligations that the user may change, remind of and end."""
    return visible_obligations(user).filter(municipality__in=municipalities_to_manage(user))


def visible_departments(
    user: "User | AnonymousUser", municipality: "Municipality"
) -> "QuerySet[Department]":
    """Return the departments of a municipality by which the user may filter the staff."""
    departments = people.departments_of(municipality)
    if may_manage(user, municipality):
        return departments
    return departments.filter(pk__in=_own_departments(user))


def _own_departments(user: "User | AnonymousUser") -> frozenset[int]:
    """Return the departments for which the user answers, with all below them."""
    return roles.granted_department_ids(user, Role.DEPARTMENT_HR)


def visible_staff(
    user: "User | AnonymousUser",
    municipality: "Municipality",
    *,
    department: "Department | None" = None,
    day: dt.date | None = None,
) -> "QuerySet[Employment]":
    """Return the staff of a day (today) whose mandatory training the user may see there."""
    staff = people.staff_of(municipality, department=department, day=day)
    if may_manage(user, municipality):
        return staff
    if municipality.pk in _without_officers(user):
        return staff.none()
    return staff.filter(people.in_departments(_own_departments(user), day=day))
