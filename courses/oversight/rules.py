"""Who leads whom: heads of departments, and who stands in for them today."""

from typing import TYPE_CHECKING

from campus.kit import dates
from members.deputies import selectors as deputies
from members.people import selectors as people
from members.policies import selectors as policies
from members.policies.sights import Sight
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from members.accounts.models import User
    from members.people.models import Employment


def leads(user: "User | AnonymousUser") -> bool:
    """Tell whether the user leads a department, or stands in today for somebody who does."""
    return any(roles.has_any(one, Role.SUPERIOR) for one in _for_whom(user))


def _for_whom(user: "User | AnonymousUser") -> "list[User | AnonymousUser]":
    return [user, *deputies.principals_of(user)]


def team_of(user: "User") -> "QuerySet[Employment]":
    """Return the staff whom the user leads today, with those of all departments below.

    Nobody sees themselves here, and nobody is seen where the works agreement does not allow it.
    """
    leaders = _for_whom(user)
    keys = {key for one in leaders for key in roles.granted_department_ids(one, Role.SUPERIOR)}
    towns = {key for one in leaders for key in roles.municipality_keys(one, Role.SUPERIOR)}
    hidden = policies.places_without(Sight.SUPERIORS, towns) if towns else set()
    jobs = people.jobs_on(dates.today()).filter(department_id__in=keys)
    return people.by_name(jobs.exclude(municipality__in=hidden).exclude(person__user=user.pk))
