"""Who leads whom: heads of departments, and who stands in for them today."""

from typing import TYPE_CHECKING

from django.db.models import Q

from campus.kit import dates
from courses.enrolment import rules as enrolment
from courses.oversight.standing_orders import heads_above, parents_in
from members.deputies import selectors as deputies
from members.organisations import selectors as organisations
from members.people import selectors as people
from members.policies import selectors as policies
from members.policies.sights import Sight
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from courses.enrolment.models import Enrolment
    from members.accounts.models import User
    from members.people.models import Employment


def leads(user: "User | AnonymousUser") -> bool:
    """Tell whether the user leads a department, or stands in today for somebody who does."""
    return any(roles.has_any(one, Role.SUPERIOR) for one in _for_whom(user))


def _for_whom(user: "User | AnonymousUser") -> "list[User | AnonymousUser]":
    return [user, *deputies.principals_of(user)]


def team_departments(user: "User") -> set[int]:
    """Return the departments that the user leads today, with all below them."""
    leaders = _for_whom(user)
    return {key for one in leaders for key in roles.granted_department_ids(one, Role.SUPERIOR)}


def team_of(user: "User") -> "QuerySet[Employment]":
    """Return the staff whom the user leads today, with those of all departments below.

    Nobody sees themselves here, and nobody is seen where the works agreement does not allow it.
    """
    keys = team_departments(user)
    hidden = policies.places_without(Sight.SUPERIORS, _towns(user)) if _towns(user) else set()
    jobs = people.jobs_on(dates.today()).filter(people.in_departments(keys))
    return people.by_name(jobs.exclude(municipality__in=hidden).exclude(person__user=user.pk))


def _towns(user: "User") -> set[int]:
    return {key for one in _for_whom(user) for key in roles.municipality_keys(one, Role.SUPERIOR)}


def direct_reports_of(user: "User") -> "QuerySet[Employment]":
    """Keep of the team who has nobody else between them and the user.

    Those are the people of departments without a nearer head, and the heads right below.
    """
    leaders = {one.pk for one in _for_whom(user)}
    departments: set[int] = set()
    heads: set[int] = set()
    for town in organisations.municipalities_by_keys(_towns(user)):
        above, parents = heads_above(town), parents_in(town)
        led = {key for key, found in above.items() if leaders & {one.pk for one in found}}
        departments |= led
        for key, parent in parents.items():
            if parent in led and key not in led:
                heads |= {one.pk for one in above.get(key, [])}
    direct = people.in_departments(departments) | Q(person__user_id__in=heads)
    return team_of(user).filter(direct)


def requests_of_team(user: "User") -> "QuerySet[Enrolment]":
    """Return the requests of the user's team that wait for the user's own decision."""
    waiting = enrolment.decidable_by(user)
    return waiting.filter(employment__in=team_of(user).order_by().values("pk"))
