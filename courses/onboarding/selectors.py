"""Reads of onboarding plans: whom they mean, who is in them, and how far these people are."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch, Q

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.assignments.states import LATE, VALID, Status
from courses.onboarding.matching import Who
from courses.onboarding.models import Entry, Item, Plan, Version
from members.groups import selectors as staff_groups
from members.groups.matching import Rule, with_those_below, words_of
from members.people import selectors as people

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.assignments.selectors import Cell
    from members.groups.matching import JobFacts
    from members.groups.models import StaffGroup
    from members.organisations.models import Municipality
    from members.people.models import Department, Person

# Whom a plan has met for good; whoever was only there before may still be given it.
SETTLED = (Entry.State.MEMBER, Entry.State.TAKEN_OUT)


def plans_of(municipality: "Municipality") -> "QuerySet[Plan]":
    """Return the plans of a municipality with how many of the staff of today are in them."""
    staff = people.staff_of(municipality).order_by().values("pk")
    here = Q(entries__state=Entry.State.MEMBER, entries__employment__in=staff)
    rows = Plan.objects.filter(municipality=municipality).exclude(state=Plan.State.UNDONE)
    versions = Version.objects.filter(undone_at=None).prefetch_related("items")
    counted = rows.annotate(members=Count("entries", filter=here)).order_by("name", "pk")
    return counted.prefetch_related(Prefetch("versions", versions))


def current_version(plan: Plan) -> Version:
    """Return the newest version of a plan that was not undone, else the newest one."""
    rows = plan.versions.select_related("members", "bundle", "created_by", "plan__municipality")
    found = rows.filter(undone_at=None).first() or rows.first()
    if found is None:
        raise Version.DoesNotExist
    return found


def running_versions(municipality: "Municipality") -> list[Version]:
    """Return the current version of each running plan; two queries in any number, with items."""
    rows = Version.objects.filter(
        plan__municipality=municipality, plan__state=Plan.State.RUNNING, undone_at=None
    )
    rows = rows.select_related("plan", "members").order_by("plan", "-number")
    newest: dict[int, Version] = {}
    for one in rows.prefetch_related(
        "departments", "groups__departments", "groups__people", "items"
    ):
        newest.setdefault(one.plan_id, one)
    return list(newest.values())


def who_of(
    parents: Mapping[int, int | None],
    *,
    departments: "Iterable[Department]",
    groups: "Iterable[StaffGroup]",
    position_words: str,
    days: tuple[dt.date, dt.date | None],
    follows_moves: bool,
) -> Who:
    """Return a rule as it is compared with jobs; `parents` says which department is below which."""
    first, last = days
    below = dict(parents)
    places = with_those_below((one.pk for one in departments), below)
    return Who(
        first=first,
        last=last,
        place=Rule(departments=places, words=words_of(position_words)),
        groups=tuple(staff_groups.rule_of(one, below) for one in groups),
        moves=follows_moves,
    )


def whom(version: Version, parents: Mapping[int, int | None]) -> Who:
    """Return whom a version means."""
    return who_of(
        parents,
        departments=version.departments.all(),
        groups=version.groups.all(),
        position_words=version.position_words,
        days=(version.entered_from, version.entered_until),
        follows_moves=version.follows_moves,
    )


def met(plans: Iterable[int], jobs: Iterable[int]) -> set[tuple[int, int]]:
    """Return which plans have met which jobs, whatever became of it."""
    rows = Entry.objects.filter(plan__in=list(plans), employment__in=list(jobs))
    return set(rows.values_list("plan_id", "employment_id"))


def coming_in(
    municipality: "Municipality", jobs: "Sequence[JobFacts]"
) -> list[tuple[Version, list[int]]]:
    """Return which of these jobs each running plan would take now."""
    versions = running_versions(municipality)
    if not versions:
        return []
    known = met([one.plan_id for one in versions], [job.key for job in jobs])
    parents, today = staff_groups.parents_in(municipality), dates.today()
    found = []
    for version in versions:
        who = whom(version, parents)
        new = [
            job.key
            for job in jobs
            if (version.plan_id, job.key) not in known and who.means(job, max(today, job.begins_on))
        ]
        if new:
            found.append((version, new))
    return found


def foreseen(municipality: "Municipality", jobs: "Sequence[JobFacts]") -> dict[int, set[int]]:
    """Return which obligations the plans would bring to these jobs, by job."""
    found: dict[int, set[int]] = {}
    for version, keys in coming_in(municipality, jobs):
        brought = {item.obligation_id for item in version.items.all() if item.obligation_id}
        for key in keys:
            found.setdefault(key, set()).update(brought)
    return found


def settled_in(plan: Plan | None) -> set[int]:
    """Return the jobs that a plan has met for good."""
    if plan is None:
        return set()
    rows = plan.entries.filter(state__in=SETTLED)
    return set(rows.values_list("employment_id", flat=True))


def entries_of(plan: Plan, *states: str) -> "QuerySet[Entry]":
    """Return the staff of today in a plan by name."""
    staff = people.staff_of(plan.municipality).order_by().values("pk")
    rows = plan.entries.filter(state__in=states, employment__in=staff)
    return rows.select_related(
        "version", "employment__person__user", "employment__department"
    ).order_by("employment__person__last_name", "employment__person__first_name", "pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one or many are: numbers of obligations by word, nothing of how they were learnt."""

    assigned: int = 0
    done: int = 0
    overdue: int = 0
    next_due: dt.date | None = None

    @property
    def percent(self) -> int:
        """Return how much is done; all of it only where nothing is left."""
        return 100 * self.done // self.assigned if self.assigned else 0

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left."""
        return self.done == self.assigned


Turn = tuple[str, dt.date]


def standings(entries: "Collection[Entry]", day: dt.date) -> dict[int, Standing]:
    """Return how far these people are with what their version brought them, by job; two queries."""
    versions = {one.version_id for one in entries}
    wanted: dict[int, list[int]] = {key: [] for key in versions}
    items = Item.objects.filter(version__in=versions, obligation__isnull=False)
    for version, obligation in items.order_by().values_list("version_id", "obligation_id"):
        wanted[version].append(obligation)
    rows: Any = assignments.turns_on(day).filter(
        obligation__in={key for keys in wanted.values() for key in keys},
        employment__in=[one.employment_id for one in entries],
    )
    turns: dict[tuple[int, int], Turn] = {
        (job, obligation): (standing, due)
        for job, obligation, standing, due in rows.order_by().values_list(
            "employment_id", "obligation_id", "standing", "due_on"
        )
        if standing != Status.ARCHIVED
    }
    return {
        one.employment_id: _counted(one.employment_id, wanted[one.version_id], turns)
        for one in entries
    }


def _counted(
    job: int, obligations: Iterable[int], turns: Mapping[tuple[int, int], Turn]
) -> Standing:
    mine = [turns[job, key] for key in obligations if (job, key) in turns]
    late = {*LATE, Status.REVOKED}
    waiting = [due for status, due in mine if status not in VALID and status != Status.EXEMPT]
    return Standing(
        assigned=len(mine),
        done=sum(status in VALID for status, _due in mine),
        overdue=sum(status in late for status, _due in mine),
        next_due=min(waiting, default=None),
    )


def in_all(found: Iterable[Standing]) -> Standing:
    """Add up how far several people are."""
    rows = list(found)
    return Standing(
        assigned=sum(one.assigned for one in rows),
        done=sum(one.done for one in rows),
        overdue=sum(one.overdue for one in rows),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One thing of the own list; without a turn it has not begun or no longer concerns one."""

    title: str
    cell: "Cell | None"


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody's way in: who has assigned it, the list in its order, what is due next."""

    employer: str
    name: str
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """Return how many are done."""
        return sum(one.cell is not None and one.cell.status in VALID for one in self.steps)

    @property
    def next(self) -> Step | None:
        """Return the open step with the earliest deadline."""
        waiting = [one for one in self.steps if one.cell and one.cell.asks]
        late = dt.date.max
        return min(waiting, key=lambda one: (one.cell and one.cell.due_on) or late, default=None)


def own_onboardings(person: "Person", day: dt.date) -> list[Own]:
    """Return the plans that somebody is on the way through; who is through sees none.

    One query for whoever has none.
    """
    jobs = people.jobs_on(day).filter(person=person).order_by().values("pk")
    entries = list(
        Entry.objects.filter(employment__in=jobs, state=Entry.State.MEMBER)
        .select_related("plan__municipality")
        .prefetch_related("version__items")
        .order_by("-entered_on", "-pk")
    )
    cells = _cells_of(entries, day)
    found = [_own(one, cells) for one in entries]
    return [one for one in found if one.next is not None]


def _cells_of(entries: "list[Entry]", day: dt.date) -> dict[tuple[int, int], "Cell"]:
    wanted = [item.obligation_id for one in entries for item in one.version.items.all()]
    if not wanted:
        return {}
    rows = assignments.latest_periods([one.employment_id for one in entries], day)
    return {
        (turn.employment_id, turn.obligation_id): assignments.cell_of(turn, day)
        for turn in rows.filter(obligation__in=[key for key in wanted if key])
    }


def _own(entry: Entry, cells: Mapping[tuple[int, int], Any]) -> Own:
    steps = [
        Step(item.title, cells.get((entry.employment_id, item.obligation_id or 0)))
        for item in entry.version.items.all()
    ]
    return Own(
        employer=entry.plan.municipality.name,
        name=entry.plan.name,
        steps=tuple(one for one in steps if one.cell is not None),
    )
