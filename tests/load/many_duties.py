"""A municipality with many people and many obligations, of whom everybody stands somewhere else."""

import datetime as dt
from itertools import product
from typing import Any

from allauth.mfa.models import Authenticator

from campus.kit import dates
from courses.assignments.models import Exemption, Obligation, Period
from members.people.models import Employment, Person
from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory
from tests.factories.roles import GrantFactory

DEPARTMENTS, BATCH = 40, 2_000
YEAR = dt.timedelta(days=365)


def fill(people: int, duties: int) -> Any:
    """Write people, obligations and their turns; return who looks after them."""
    town = MunicipalityFactory()
    jobs = _jobs(town, people)
    obligations = Obligation.objects.bulk_create(
        Obligation(
            municipality=town,
            title=f"Unterweisung {number:02d}: Sicherheit am Arbeitsplatz",
            legal_basis="Dienstanweisung, Abschnitt 3",
            due_on=dates.today() + dt.timedelta(days=number),
            valid_months=12,
            created_at=dates.now() - 2 * YEAR,
        )
        for number in range(duties)
    )
    turns = [one for pair in product(jobs, obligations) for one in _turns(*pair)]
    Period.objects.bulk_create(turns, batch_size=BATCH)
    away = [Exemption(employment=job, begins_on=dates.today()) for job in jobs[::50]]
    Exemption.objects.bulk_create(away)
    user = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    # In production nobody gets to these pages without a second factor.
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    return user


def _jobs(town: Any, count: int) -> list[Employment]:
    departments = DepartmentFactory.create_batch(DEPARTMENTS, municipality=town)
    people = Person.objects.bulk_create(
        [Person(first_name=f"Vorname{n % 300}", last_name=f"Nachname{n}") for n in range(count)],
        batch_size=BATCH,
    )
    return Employment.objects.bulk_create(
        [
            Employment(
                person=person,
                municipality=town,
                department=departments[number % DEPARTMENTS],
                valid_from=dates.today() - 3 * YEAR,
            )
            for number, person in enumerate(people)
        ],
        batch_size=BATCH,
    )


def _turns(job: Employment, obligation: Obligation) -> list[Period]:
    """Return nothing, an open turn, a fulfilled one, or a closed one and the turn after it."""
    today, kind = dates.today(), (job.pk * 7 + obligation.pk * 3) % 20
    if kind == 0:
        return []
    facts: dict[str, Any] = {"obligation": obligation, "employment": job}
    begun = today - YEAR - dt.timedelta(days=kind)
    late = dt.timedelta(days=100 - 10 * kind)
    if kind < 6:
        return [Period(**facts, assigned_on=begun, opens_on=begun, due_on=today - late)]
    until = today + dt.timedelta(days=40 * (kind - 8))
    first = Period(
        **facts,
        assigned_on=begun,
        opens_on=begun,
        due_on=begun + dt.timedelta(days=30),
        fulfilled_on=until - YEAR,
        valid_until=until,
    )
    if until > today + dt.timedelta(days=60):
        return [first]
    first.closed_at = dates.now()
    opened = until - dt.timedelta(days=60)
    following = {"number": 2, "assigned_on": opened, "opens_on": opened, "due_on": until}
    return [first, Period(**facts, **following, ends_on=until, previous_until=until)]
