"""Climb the ladder: tell heads of departments, then human resources, who is overdue."""

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.oversight.ladders import earliest_deadline, is_due
from courses.oversight.models import Ladder, Rung
from courses.oversight.standing_orders import heads_above
from members.deputies import selectors as deputies
from members.messages import services as messages
from members.people import selectors as people
from members.policies import selectors as policies
from members.policies.sights import Sight
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from courses.assignments.models import Period
    from members.accounts.models import User
    from members.organisations.models import Municipality

Step = Rung.Step
KIND = "oversight_escalated"


@transaction.atomic
def set_ladder(
    *, municipality: "Municipality", superior_after: int | None, personnel_after: int | None
) -> Ladder:
    """Agree on the steps, in working days after the deadline; None leaves a step out."""
    steps = {"superior_after": superior_after, "personnel_after": personnel_after}
    values = {**steps, "changed_at": dates.now()}
    return Ladder.objects.update_or_create(municipality=municipality, defaults=values)[0]


def escalate() -> int:
    """Take all steps that are due; runs daily and may run twice. Return how many turns."""
    taken = 0
    ladders = Ladder.objects.select_related("municipality").order_by("pk")
    for ladder in ladders:
        for step, after in (
            (Step.SUPERIOR, ladder.superior_after),
            (Step.PERSONNEL, ladder.personnel_after),
        ):
            if after is not None:
                taken += _take(ladder.municipality, step, after)
    return taken


@transaction.atomic
def _take(municipality: "Municipality", step: Step, after: int) -> int:
    """Take one step in one municipality: each of those told reads all names in one message."""
    today = dates.today()
    if step == Step.SUPERIOR and policies.places_without(Sight.SUPERIORS, [municipality.pk]):
        return 0
    late = assignments.open_turns_due(municipality, since=earliest_deadline(after, today))
    new = late.exclude(pk__in=Rung.objects.filter(step=step).values("turn_id"))
    due = [one for one in new if is_due(one.due_on, after, today, municipality.land)]
    told = by_reader(municipality, step, due)
    for user, turns in told.items():
        _tell(user, step, turns, today)
    # Who has no head is left to the next step, and asked about no more.
    Rung.objects.bulk_create(
        [Rung(turn=one, step=step, taken_on=today) for one in due], ignore_conflicts=True
    )
    return len(due)


def by_reader(
    municipality: "Municipality", step: Step, due: "list[Period]"
) -> "dict[User, list[Period]]":
    """Return who is told of which turns; nobody is told of their own."""
    found: dict[User, list[Period]] = defaultdict(list)
    if step == Step.PERSONNEL:
        readers = list(roles.holders(Role.HR_MANAGER, municipality=municipality)) if due else []
        above = {one.pk: readers for one in due}
    else:
        heads = heads_above(municipality) if due else {}
        further = people.further_posts({one.employment_id for one in due}, dates.today())
        above = {one.pk: _heads_of(one, heads, further.get(one.employment_id, ())) for one in due}
    standing_in = deputies.deputies_by_principal(
        {reader for row in above.values() for reader in row}
    )
    for one in due:
        own = one.employment.person.user_id
        told = {
            reader for user in above[one.pk] for reader in (user, *standing_in.get(user.pk, []))
        }
        for user in told:
            if user.pk != own:
                found[user].append(one)
    return found


def _heads_of(
    turn: "Period",
    heads: "dict[int, list[User]]",
    further: "Sequence[tuple[int | None, str]]",
) -> "list[User]":
    """Return who leads any of the departments in which somebody works, each once."""
    places = (turn.employment.department_id, *(key for key, _position in further))
    return list(dict.fromkeys(user for key in places for user in heads.get(key or 0, [])))


def _tell(user: "User", step: Step, turns: "list[Period]", today: dt.date) -> None:
    page = "oversight:team" if step == Step.SUPERIOR else "oversight:late"
    messages.send(
        kind=KIND,
        key=f"{step.value}:{user.pk}:{today}",
        recipient=user,
        context={"turns": told_of(turns), "link": reverse(page)},
    )


def told_of(turns: "Sequence[Period]") -> list[dict[str, object]]:
    """Return all that others read of somebody's turns: name, obligation, deadline."""
    return [
        {"name": str(one.employment.person), "course": one.obligation.name, "due_on": one.due_on}
        for one in turns
    ]
