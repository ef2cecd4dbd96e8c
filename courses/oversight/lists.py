"""Lists beside the matrix: views that people keep, and who is late with what."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Q, QuerySet

from campus.kit import dates
from campus.kit.prepared import Prepared
from courses.assignments import selectors as assignments
from courses.assignments.states import LATE, Status
from courses.oversight.models import SavedView
from courses.oversight.selectors import JOB, Column, Job, Turn, is_one_of, job_of, placed
from members.policies.sights import Shown, Sight

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment


@dataclass(frozen=True, slots=True)
class KeptView:
    """A saved view as the page offers it."""

    pk: int
    name: str
    query: str
    is_mine: bool
    is_shared: bool


def kept_views(user: "User", municipality: "Municipality") -> list[KeptView]:
    """Return the user's own views and those that colleagues share, by name."""
    return [
        KeptView(pk, name, query, owner == user.pk, is_shared)
        for pk, name, query, owner, is_shared in _kept(municipality.pk, user.pk)
    ]


@Prepared
def _kept(town_id: int, user_id: int) -> QuerySet[Any, Any]:
    mine = Q(owner_id=user_id) | Q(is_shared=True)
    rows = SavedView.objects.filter(mine, municipality_id=town_id)
    return rows.values_list("pk", "name", "query", "owner_id", "is_shared")


def own_view(user: "User", key: int) -> SavedView | None:
    """Return one of the user's own views."""
    return SavedView.objects.filter(owner=user, pk=key).select_related("municipality").first()


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody who is late with an obligation: since when, and who was reminded when."""

    turn: int
    job: Job
    duty: Column
    status: Status
    since: dt.date
    reminded_on: dt.date | None


def late_keys(choice_staff: "QuerySet[Employment]", duties: Sequence[Column]) -> list[int]:
    """Return the turns with which these people are late today, the longest first."""
    late = assignments.turns_on(dates.today()).filter(
        is_one_of(LATE),
        obligation_id__in=[one.pk for one in duties],
        employment__in=choice_staff.order_by().values("pk"),
    )
    names = ("employment__person__last_name", "employment__person__first_name", "pk")
    return list(late.order_by("due_on", *names).values_list("pk", flat=True))


LATE_TURN = (
    "pk",
    "obligation_id",
    "standing",
    "due_on",
    "fulfilled_on",
    "valid_until",
    "former_until",
    *(f"employment__{name}" for name in JOB),
)


def late_turns(
    keys: Sequence[int],
    duties: Sequence[Column],
    shown: Shown,
    told: Collection[int] | None = None,
) -> list[Late]:
    """Return these turns, in this order; `told` are the departments that may be named."""
    names = {one.pk: one for one in duties}
    turns = assignments.turns_on(dates.today()).filter(pk__in=keys).order_by()
    reminded = turns.annotate(reminded_on=Max("reminders__sent_on"))
    found = {row[0]: row for row in reminded.values_list(*LATE_TURN, "reminded_on")}
    may_know = Sight.REMINDED_ON in shown
    rows = [_late(found[key], names, may_know=may_know) for key in keys if key in found]
    lines = placed([one.job for one in rows], dates.today(), told)
    return [replace(one, job=line) for one, line in zip(rows, lines, strict=True)]


def _late(row: Turn, names: dict[int, Column], *, may_know: bool) -> Late:
    key, duty, standing, due_on, done_on, until, former = row[:7]
    since = due_on
    if standing == Status.EXPIRED:
        since = (until if done_on else former) or due_on
    reminded_on = row[-1] if may_know else None
    return Late(key, job_of(row[7:-1]), names[duty], Status(standing), since, reminded_on)
