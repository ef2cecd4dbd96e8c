"""Erase what a person has learnt: statements, documents, progress, answers, and the mapping."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from campus.kit.after_commit import announce
from courses.enrolment import selectors as enrolments
from courses.learning.models import Attempt, ExtraTime, Progress
from courses.learning.signals import past_changed
from courses.xapi import services as store
from members.people import selectors as people
from members.people import services as people_services

if TYPE_CHECKING:
    from courses.xapi.models import Erasure


# What seats hold of learning; rooms above add theirs in `ready()`.
_FORGOTTEN: list[Any] = [Progress, Attempt, ExtraTime]


def forget_with(model: Any) -> None:
    """Have rows of a model that hang on seats erased together with what was learnt on them."""
    if model not in _FORGOTTEN:
        _FORGOTTEN.append(model)


@dataclass(frozen=True, slots=True)
class Concerned:
    """What an erasure would concern."""

    is_known: bool
    seats: int
    statements: store.PersonCounts


def concerned(agent: dict[str, Any]) -> Concerned:
    """Return what erasing an agent would concern, without changing anything."""
    seats = registrations_of(agent)
    return Concerned(
        is_known=seats is not None,
        seats=len(seats or ()),
        statements=store.count_person(agent, registrations=seats or ()),
    )


def erase_learner(agent: dict[str, Any], *, policy: str, requested_by: str = "") -> "Erasure":
    """Erase what was learnt under an account, and cut the account from its person.

    Progress, answers and extra time of the person's seats go whatever the policy; seats, charges,
    certificates and proofs of obligatory courses have grounds and periods of their own and stay.
    May be called again after a crash. Raises ErasureRefused.
    """
    registrations = registrations_of(agent) or ()

    def cut() -> None:
        _forget(agent, registrations)

    return store.erase_person(
        agent,
        policy=policy,
        registrations=registrations,
        requested_by=requested_by,
        meanwhile=cut,
    )


def registrations_of(agent: dict[str, Any]) -> Sequence[UUID] | None:
    """Return the registrations of the person behind an agent, None if it is nobody of ours."""
    name = _account_of(agent)
    person = people.people_by_account([name]).get(name) if name else None
    if person is None:
        return None
    return list(enrolments.enrolments_of(person).values_list("registration", flat=True))


@transaction.atomic
def _forget(agent: dict[str, Any], registrations: Sequence[UUID]) -> None:
    """Delete what the seats hold of learning, and the mapping row, together."""
    seats = enrolments.all_registrations().filter(registration__in=registrations)
    concerned_modules = seats.order_by().values_list("version__module_id", flat=True).distinct()
    announce(past_changed, Progress, module_ids=list(concerned_modules))
    for model in _FORGOTTEN:
        model._default_manager.filter(enrolment__registration__in=registrations).delete()
    name = _account_of(agent)
    if name is not None:
        people_services.forget_account(name)


def _account_of(agent: dict[str, Any]) -> UUID | None:
    """Return the name of an account of this platform, None for any other agent."""
    name = agent.get("account", {}).get("name", "")
    if agent.get("account") != store.account_agent(name)["account"]:
        return None
    try:
        return UUID(name)
    except ValueError:
        return None
