"""What saving an onboarding plan would do to whoever is there already; nothing is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from courses.bundles.judging import stamp_of
from courses.bundles.planning import Choice, Line, Thing
from courses.bundles.planning import Plan as Assignment
from courses.onboarding import selectors
from courses.onboarding.matching import Who
from courses.onboarding.models import Plan
from members.groups import selectors as staff_groups
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.assignments.services import Sets
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment

# What newcomers are asked for is asked once; to have it repeated there are obligations.
ONCE = {"starts_on": None, "due_on": None, "valid_months": None}


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that was filled in."""

    municipality: "Municipality"
    name: str
    legal_basis: str
    # departments, groups, position_words, entered_from, entered_until, follows_moves
    rule: Mapping[str, Any]
    things: Sequence[Thing]
    # Of each thing due_start, due_amount and due_unit, by its key.
    terms: Mapping[str, Mapping[str, Any]]
    # The plan that would get a new version.
    plan: Plan | None = None

    @property
    def who(self) -> Who:
        """Return the rule as it is compared with jobs."""
        rule = self.rule
        return selectors.who_of(
            staff_groups.parents_in(self.municipality),
            departments=rule["departments"],
            groups=rule["groups"],
            position_words=rule["position_words"],
            days=(rule["entered_from"], rule["entered_until"]),
            follows_moves=rule["follows_moves"],
        )

    def choice(self, jobs: "Sequence[Employment]", written: "Sets | None" = None) -> Choice:
        """Return it as a joint assignment to these people."""
        return Choice(
            municipality=self.municipality,
            things=self.things,
            sets={"departments": [], "positions": [], "groups": [], "people": list(jobs)},
            terms={"legal_basis": self.legal_basis, **ONCE},
            title=self.name,
            each=self.terms,
            lasts=True,
            written=written,
        )


class Preview:
    """Who fits at the moment and what they would get; the queries do not depend on how many."""

    def __init__(self, draft: Draft, by: "User") -> None:
        self.draft, self.by = draft, by

    @cached_property
    def fitting(self) -> tuple[list[int], list[int]]:
        """Return the newcomers who are there already, and who else works where the plan applies."""
        who, settled = self.draft.who, selectors.settled_in(self.draft.plan)
        staff = people.staff_of(self.draft.municipality)
        jobs = [one for one in staff_groups.facts_of(staff) if one.key not in settled]
        newcomers = [one.key for one in jobs if who.is_newcomer(one)]
        known = set(newcomers)
        others = [one.key for one in jobs if who.moves and one.key not in known and who.fits(one)]
        return newcomers, others

    @cached_property
    def jobs(self) -> "list[Employment]":
        """Return the newcomers who are there already, by name."""
        staff = people.staff_of(self.draft.municipality).filter(pk__in=self.fitting[0])
        return list(staff)

    @cached_property
    def assignment(self) -> Assignment:
        """Return what all of them would get."""
        return Assignment(self.draft.choice(self.jobs), self.by)

    @property
    def lines(self) -> list[Line]:
        """Return a row for each thing."""
        return self.assignment.lines

    @cached_property
    def stamp(self) -> str:
        """Return what the confirmation has to bring along."""
        draft = self.draft
        rule = {
            name: sorted(one.pk for one in value) if isinstance(value, list) else value
            for name, value in draft.rule.items()
        }
        said = {**rule, "name": draft.name, "reason": draft.legal_basis}
        terms = sorted((key, sorted(one.items())) for key, one in draft.terms.items())
        return stamp_of(self.assignment.verdicts, {**said, "terms": terms})
