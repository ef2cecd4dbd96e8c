"""Let obligations follow the staff: what no longer concerns somebody is archived, never deleted."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import log

from campus.kit import dates
from courses.assignments import services as obligations
from courses.moves import arrivals, selectors
from courses.moves.differing import Difference
from members.messages import services as messages
from members.organisations import selectors as organisations
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.assignments.models import Obligation, Period
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment

KIND = "course_moves_changed"


@dataclass
class Outcome:
    """What has become different for one job."""

    begun: "list[Period]" = field(default_factory=list)
    ended: "list[Period]" = field(default_factory=list)


def follow(*, employment_ids: Collection[int]) -> dict[int, Outcome]:
    """Let obligations follow these jobs; may run any number of times."""
    found: dict[int, Outcome] = {}
    jobs = people.jobs_by_key(employment_ids).select_related("municipality")
    towns = {job.municipality_id: job.municipality for job in jobs}
    for key, municipality in towns.items():
        mine = [job.pk for job in jobs if job.municipality_id == key]
        found |= _follow_in(municipality, mine)
    return found


def follow_all() -> int:
    """Let obligations follow everybody, also whoever has left; runs daily, any number of times.

    Returns for how many people something was different.
    """
    count = 0
    for municipality in organisations.municipalities():
        town = selectors.Town(municipality)
        if town.obligations:
            count += len(_follow_in(municipality, selectors.everybody_concerned(town)))
    return count


@transaction.atomic
def release(*, obligation: "Obligation", employment: "Employment", by: "User") -> None:
    """Let an obligation no longer concern somebody; nobody gives it to them again by a rule."""
    obligation.released.add(employment)
    log(instance=employment, action="course_moves.release", user=by, data=_said(obligation))
    follow(employment_ids=[employment.pk])


@transaction.atomic
def oblige_again(*, obligation: "Obligation", employment: "Employment", by: "User") -> None:
    """Take a release back; where the sets of the obligation name the person, it comes back."""
    obligation.released.remove(employment)
    log(instance=employment, action="course_moves.oblige_again", user=by, data=_said(obligation))
    follow(employment_ids=[employment.pk])


def _said(obligation: "Obligation") -> dict[str, object]:
    return {"obligation": obligation.pk, "name": obligation.name}


@transaction.atomic
def _follow_in(municipality: "Municipality", employment_ids: list[int]) -> dict[int, Outcome]:
    """Apply the differences of one municipality, and tell whoever is still there."""
    # Two runs at the same time: the second one sees what the first one did.
    organisations.municipalities().select_for_update().get(pk=municipality.pk)
    facts = selectors.facts_today(municipality, employment_ids)
    arrivals.receive(municipality, [one for one in facts.values() if one is not None])
    town = selectors.Town(municipality)
    changes = {key: one for key, one in town.differences(facts.items()).items() if not one.is_empty}
    jobs = people.jobs_by_key(changes).select_related("person__user", "municipality")
    outcomes = {job.pk: _apply(town, job, changes[job.pk]) for job in jobs}
    for job in jobs:
        if facts[job.pk] is not None:
            _tell(job, outcomes[job.pk])
    return outcomes


def _apply(town: selectors.Town, job: "Employment", change: Difference) -> Outcome:
    """Archive what has ended for somebody, and begin or bring back what has begun."""
    ended = obligations.archive(employment=job, obligations=change.ends)
    begun = [
        obligations.begin_or_bring_back(obligation=town.obligations[key], employment=job)
        for key in change.begins
    ]
    data = {"begins": list(change.begins), "ends": list(change.ends)}
    log(instance=job, action="course_moves.follow", data=data)
    return Outcome(begun, ended)


def _tell(job: "Employment", outcome: Outcome) -> None:
    """Tell somebody in one message what is new and what no longer applies."""
    keys = [f"+{one.pk}" for one in outcome.begun] + [f"-{one.pk}" for one in outcome.ended]
    context = {
        "name": str(job.person),
        "begun": [
            {
                "course": turn.obligation.name,
                "due_on": turn.due_on,
                "legal_basis": turn.obligation.legal_basis,
                "is_open": turn.fulfilled_on is None,
            }
            for turn in outcome.begun
        ],
        "ended": [turn.obligation.name for turn in outcome.ended],
        "link": reverse("portal:start"),
    }
    messages.send(
        kind=KIND,
        key=f"{job.pk}:{dates.today()}:{','.join(keys)}"[:200],
        recipient=job.person.user,
        email=job.person.email or "",
        context=context,
    )
