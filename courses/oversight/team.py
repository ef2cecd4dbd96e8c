"""How the people of a head stand: status of mandatory training and approved requests, no more."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise

from courses.assignments import selectors as assignments
from courses.assignments.states import LATE, Status
from courses.assignments.words import Words
from courses.enrolment import selectors as enrolments
from courses.enrolment.conditions import price_on
from courses.enrolment.states import State
from courses.enrolment.wording import GRANTED
from courses.oversight.cells import words_on
from courses.oversight.selectors import Job, cells, is_one_of
from members.policies import selectors as policies
from members.policies.sights import MAXIMUM, Sight

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment

# Approved requests stand on the page for so many days.
SHOWN_DAYS = 365
# With these a head has to do something.
NEEDY = LATE | {Status.DUE_SOON}


@dataclass(frozen=True, slots=True)
class Granted:
    """An approved request: what was asked for, when, at which price, and how the request stands."""

    title: str
    asked_on: dt.datetime
    price: str
    kind: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team with every obligation of today and what was approved."""

    job: Job
    duties: tuple[tuple[str, Words], ...]
    is_late: bool
    requests: tuple[Granted, ...] = ()


def members(
    jobs: Sequence[Job], places: Mapping[int, int], day: dt.date, led: Collection[int]
) -> list[Member]:
    """Return how these people of a team stand; as many queries for any number.

    `places` gives the municipality of every job of the team, `led` the departments of the head:
    requests are told of whoever has the main place there, whose cost centre pays.
    """
    towns = set(places.values())
    names = _obligations(towns, day)
    shown = MAXIMUM.intersection(*policies.shown_in_each(towns).values()) if towns else MAXIMUM
    seen = cells([job.pk for job in jobs], list(names), day, shown)
    asked = granted({job.pk: places[job.pk] for job in jobs if job.department_id in led}, day)
    return [
        Member(
            job,
            tuple(
                (name, words_on(seen[job.pk, key], day))
                for key, name in names.items()
                if (job.pk, key) in seen
            ),
            any(seen[job.pk, key].status in LATE for key in names if (job.pk, key) in seen),
            tuple(asked.get(job.pk, ())),
        )
        for job in jobs
    ]


def _obligations(towns: Collection[int], day: dt.date) -> dict[int, str]:
    """Return the names of the obligations that run in these municipalities, by key."""
    running = assignments.obligations_until(assignments.end_of(day))
    found = running.filter(municipality__in=towns)
    return dict(found.values_list("pk", Coalesce("course__title", "title")))


def granted(places: Mapping[int, int], day: dt.date) -> dict[int, list[Granted]]:
    """Return the approved requests by job, where the works agreement lets heads see them."""
    hidden = policies.places_without(Sight.TEAM_REQUESTS, set(places.values()))
    jobs = [key for key, town in places.items() if town not in hidden]
    found: dict[int, list[Granted]] = defaultdict(list)
    if not jobs:
        return found
    since = day - dt.timedelta(days=SHOWN_DAYS)
    rows = list(enrolments.granted_requests(jobs, since=since))
    prices = enrolments.prices_of(row.offer for row in rows)
    for row in rows:
        day_of_price = timezone.localdate(row.confirmed_at or row.requested_at)
        price = price_on(prices[row.offer_id], day_of_price)
        found[row.employment_id or 0].append(_granted(row, price))
    return found


def _granted(row: "Enrolment", price: str) -> Granted:
    kind, label = GRANTED[State(row.state)]
    return Granted(str(row.offer.course.title), row.requested_at, price, kind, label)


def in_need(
    places: Mapping[int, int], waiting: Collection[int | None], day: dt.date
) -> dict[int, int]:
    """Keep of a team who is overdue, has a deadline soon, or waits for a decision."""
    obligations = list(_obligations(set(places.values()), day))
    turns = assignments.turns_on(day).filter(
        is_one_of(NEEDY), obligation_id__in=obligations, employment_id__in=list(places)
    )
    needy = set(turns.order_by().values_list("employment_id", flat=True)) | set(waiting)
    return {key: town for key, town in places.items() if key in needy}
