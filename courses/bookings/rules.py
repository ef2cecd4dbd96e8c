"""Who books for whom: human resources for all staff, training officers for their departments."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from courses.bookings.models import Booking
from courses.enrolment import selectors as enrolments
from members.people import rules as people_rules
from members.people import selectors as people
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from courses.enrolment.models import BookedSeat
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Department, Employment


def may_enter(user: "User | AnonymousUser") -> bool:
    """Tell whether the user books for anybody."""
    return people_rules.may_enter_staff(user)


def places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities for whose staff, or part of it, the user books."""
    return people_rules.staff_municipalities(user)


def is_whole(user: "User | AnonymousUser", municipality: "Municipality") -> bool:
    """Tell whether the user books for all staff, and seats whose people are named later."""
    return people_rules.may_manage_municipality(user, municipality)


def departments(
    user: "User | AnonymousUser", municipality: "Municipality"
) -> "QuerySet[Department]":
    """Return the departments for which the user books."""
    return people_rules.manageable_departments(user, municipality)


def staff(user: "User | AnonymousUser", municipality: "Municipality") -> "QuerySet[Employment]":
    """Return for whom the user may book there today, by name.

    The cost centre of the main place pays: who looks after a further post does not book.
    """
    here = people.staff_of(municipality)
    if is_whole(user, municipality):
        return here
    return here.filter(people.mainly_in(_own_departments(user)))


def _own_departments(user: "User | AnonymousUser") -> frozenset[int]:
    return roles.granted_department_ids(user, Role.DEPARTMENT_HR)


def bookings(user: "User | AnonymousUser") -> QuerySet[Booking]:
    """Return what the user may see and undo: of a whole municipality, else what they booked."""
    whole = Q(municipality__in=roles.municipality_keys(user, Role.HR_MANAGER))
    own = Q(
        municipality__in=roles.municipality_keys(user, Role.DEPARTMENT_HR),
        created_by=user.pk,
    )
    rows = Booking.objects.filter(whole | own)
    return rows.select_related("municipality", "offer__course", "created_by")


def seats(user: "User | AnonymousUser") -> "QuerySet[BookedSeat]":
    """Return the booked seats that the user may see, pass on and give back."""
    whole = Q(municipality__in=roles.municipality_keys(user, Role.HR_MANAGER))
    own = people.mainly_in(_own_departments(user), job="employment__")
    left = Q(
        employment=None,
        booked_by=user.pk,
        municipality__in=roles.municipality_keys(user, Role.DEPARTMENT_HR),
    )
    return enrolments.booked_seats().filter(whole | own | left)


def acting_role(user: "User | AnonymousUser", municipality: "Municipality") -> Role:
    """Return in which role the user looks at staff, for the access log.

    Who holds none there stands in for somebody of human resources.
    """
    is_part = municipality.pk in roles.municipality_keys(user, Role.DEPARTMENT_HR)
    is_only_part = is_part and not is_whole(user, municipality)
    return Role.DEPARTMENT_HR if is_only_part else Role.HR_MANAGER
