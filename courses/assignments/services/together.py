"""What several obligations at once need: begin quietly, add to an audience, take it back."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from campus.kit import dates
from courses.assignments import audiences, planning
from courses.assignments.models import Obligation, Period
from courses.assignments.services.obligations import Details, create
from courses.assignments.services.turns import enter, turn_of

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.accounts.models import User
    from members.groups.models import StaffGroup
    from members.organisations.models import Municipality
    from members.people.models import Department, Employment

SETS = ("departments", "groups", "people")
# What is named by keys (departments, groups, people) and by words (positions).
Snapshot = dict[str, list[Any]]


class Sets(TypedDict):
    """The sets of people that somebody has chosen; all empty: all staff."""

    departments: "Collection[Department]"
    positions: Collection[str]
    groups: "Collection[StaffGroup]"
    people: "Collection[Employment]"


@transaction.atomic
def establish(
    *,
    municipality: "Municipality",
    course: "CoursePage | None",
    legal_basis: str,
    by: "User",
    **details: Unpack[Details],
) -> Obligation:
    """Store an obligation before anybody gets a turn. Raises what `assign` raises."""
    row = create(
        municipality=municipality, course=course, legal_basis=legal_basis, by=by, **details
    )
    log(instance=row, action="assignments.assign", user=by)
    return row


def snapshot(obligation: Obligation) -> Snapshot:
    """Return whom an obligation names, to be restored."""
    found: Snapshot = {
        name: sorted(getattr(obligation, name).values_list("pk", flat=True)) for name in SETS
    }
    return {**found, "positions": list(obligation.positions)}


@transaction.atomic
def add_sets(*, obligation: Obligation, sets: Sets, by: "User") -> Snapshot:
    """Let an obligation concern further sets, too; returns what is new of them.

    One of all staff is left as it is. Nobody chosen makes it one of all staff.
    """
    before = snapshot(obligation)
    if not audiences.is_limited(obligation):
        return {name: [] for name in before}
    if any(sets.values()):
        added: Snapshot = {
            name: sorted({one.pk for one in sets[name]} - set(before[name]))  # type: ignore[literal-required]
            for name in SETS
        }
        added["positions"] = [one for one in sets["positions"] if one not in before["positions"]]
        for name in SETS:
            getattr(obligation, name).add(*added[name])
        obligation.positions = [*before["positions"], *added["positions"]]
    else:
        added = {name: [] for name in before}
        for name in SETS:
            getattr(obligation, name).clear()
        obligation.positions = []
    obligation.save(update_fields=["positions"])
    log(instance=obligation, action="assignments.widen", user=by)
    return added


@transaction.atomic
def take_sets_back(*, obligation: Obligation, before: Snapshot, added: Snapshot) -> None:
    """Let an obligation concern what it concerned before; what others added since stays."""
    if any(added.values()):
        for name in SETS:
            getattr(obligation, name).remove(*added[name])
        obligation.positions = [
            one for one in obligation.positions if one not in added["positions"]
        ]
    elif not audiences.is_limited(obligation):
        restore(obligation=obligation, sets=before)
        return
    obligation.save(update_fields=["positions"])


@transaction.atomic
def restore(*, obligation: Obligation, sets: Snapshot) -> None:
    """Let an obligation name exactly these."""
    for name in SETS:
        getattr(obligation, name).set(sets[name])
    obligation.positions = sets["positions"]
    obligation.save(update_fields=["positions"])


@transaction.atomic
def carry_over(periods: Collection[Period]) -> int:
    """Let proofs of the same from obligations that have ended count; returns how many do.

    What would have expired already by the rule of the new obligation does not count.
    """
    today, carried = dates.today(), 0
    for period in periods:
        former = (
            planning.proofs_of_the_same(period.obligation, today)
            .filter(employment=period.employment_id)
            .order_by("-fulfilled_on")
            .first()
        )
        if former is None or former.fulfilled_on is None:
            continue
        done = period.obligation.rhythm.fulfilled(turn_of(period), former.fulfilled_on)
        until = former.valid_until or done.valid_until
        if until is None or until >= today:
            enter(
                period,
                on=former.fulfilled_on,
                until=until,
                source=Period.Source.CARRIED,
                version=former.version_number,
            )
            carried += 1
    return carried


def untouched(periods: Iterable[int]) -> Q:
    """Return the condition that nothing has happened in turns since they were begun."""
    is_open = Q(fulfilled_on=None) | Q(source=Period.Source.CARRIED)
    nothing = Q(revoked_on=None, temporary_until=None, closed_at=None, proof_file=None)
    return Q(pk__in=list(periods)) & is_open & nothing


@transaction.atomic
def withdraw(*, obligation: Obligation, periods: Collection[int]) -> list[Period]:
    """Take turns back in which nothing has happened; returns those that stay."""
    Obligation.objects.select_for_update().get(pk=obligation.pk)
    keys = Period.objects.filter(untouched(periods), obligation=obligation).values_list("pk")
    Period.objects.filter(pk__in=[key for (key,) in keys]).delete()
    left = Period.objects.filter(obligation=obligation, pk__in=list(periods))
    return list(left.select_related("employment__person").order_by("pk"))


@transaction.atomic
def abolish(*, obligation: Obligation, by: "User | None") -> bool:
    """Remove an obligation in which nobody ever had a turn; tell whether it is gone."""
    if obligation.periods.exists():
        return False
    log(instance=obligation, action="assignments.end", user=by)
    obligation.delete()
    return True
