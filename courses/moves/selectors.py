"""Reads for differences: audiences, jobs, and who has what."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from courses.assignments import selectors as assignments
from courses.moves import arrivals
from courses.moves.differing import Difference, difference
from members.groups import selectors as staff_groups
from members.groups.matching import JobFacts
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from members.organisations.models import Municipality


@dataclass
class Town:
    """The running obligations of a municipality with their audiences, read once."""

    municipality: "Municipality"
    obligations: "dict[int, Obligation]" = field(default_factory=dict)
    audiences: dict[int, assignments.Audience] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = assignments.running(self.municipality)
        self.obligations = {one.pk: one for one in rows}
        self.audiences = assignments.audiences_of(self.municipality, self.obligations.values())

    def held_by(self, employment_ids: Collection[int]) -> dict[int, set[int]]:
        """Return which obligations these jobs have a turn in, by job."""
        held: dict[int, set[int]] = defaultdict(set)
        for obligation, job in assignments.concerned_in(self.obligations, employment_ids):
            held[job].add(obligation)
        return held

    def differences(
        self, jobs: "Iterable[tuple[int, JobFacts | None]]", *, foresee: bool = False
    ) -> dict[int, Difference]:
        """Return what begins and ends for each job, whose facts are None where it has ended.

        Foreseeing asks the rooms above, too, which groups these jobs would come into.
        """
        wanted = dict(jobs)
        known = [facts for facts in wanted.values() if facts is not None]
        also = arrivals.foreseen(self.municipality, known) if foresee else {}
        held = self.held_by(list(wanted))
        return {
            key: difference(self.audiences, held.get(key, set()), facts, also.get(key, ()))
            for key, facts in wanted.items()
        }


def facts_today(
    municipality: "Municipality", employment_ids: Collection[int]
) -> "dict[int, JobFacts | None]":
    """Return the facts of these jobs; None for whoever does not work there today."""
    staff = people.staff_of(municipality).filter(pk__in=employment_ids)
    known = {facts.key: facts for facts in staff_groups.facts_of(staff)}
    return {key: known.get(key) for key in employment_ids}


def everybody_concerned(town: Town) -> list[int]:
    """Return who works there today or has a turn still."""
    here = people.staff_of(town.municipality).order_by().values_list("pk", flat=True)
    return sorted({*here, *assignments.holders_in(town.obligations)})
