"""What assigning several things to several sets would do; nothing is written here."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.assignments import services as obligations
from courses.assignments.turns.due import Events
from courses.bundles.judging import Hit, Known, Verdict, inside, stamp_of, unmet
from courses.pathways import selectors as pathways
from courses.pathways.plans import courses_of
from members.groups.matching import JobFacts
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from courses.catalogue.models import CoursePage
    from courses.pathways.models import PathVersion
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment


@dataclass(frozen=True, slots=True)
class Thing:
    """A course, a learning path, or a proof from elsewhere."""

    course: "CoursePage | None" = None
    version: "PathVersion | None" = None
    proof: str = ""

    @property
    def title(self) -> str:
        """Return what it is called."""
        if self.course:
            return str(self.course.title)
        return self.version.title if self.version else self.proof

    @property
    def key(self) -> str:
        """Return what tells it from all other things."""
        if self.course:
            return f"course:{self.course.pk}"
        return f"path:{self.version.path_id}" if self.version else f"proof:{self.proof.casefold()}"

    @property
    def values(self) -> dict[str, Any]:
        """Return what an obligation stores of it."""
        if self.course:
            return {"course": self.course, "title": ""}
        path = self.version.path if self.version else None
        return {"course": None, "path": path, "title": self.title}


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything that was filled in: things, sets of people, and the terms for all of them."""

    municipality: "Municipality"
    things: Sequence[Thing]
    sets: "obligations.Sets"
    terms: dict[str, Any]
    title: str = ""
    carries: bool = True
    # Terms that differ for single things, and what is to be said of them, by key.
    each: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    # Whoever comes later is meant, too: nobody named is nobody today, and `written` is stored.
    lasts: bool = False
    written: "obligations.Sets | None" = None

    @property
    def chosen(self) -> dict[str, Sequence[Any]]:
        """Return the chosen sets by name."""
        sets: Any = self.sets
        return {name: list(chosen) for name, chosen in sets.items()}

    def terms_for(self, thing: Thing) -> dict[str, Any]:
        """Return the terms of one thing: a path is demanded once."""
        terms = {**self.terms, **self.each.get(thing.key, {})}
        return {**terms, "valid_months": None} if thing.version else terms


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the preview."""

    thing: Thing
    verdict: Verdict
    existing: "Obligation | None"
    in_paths: tuple[str, ...] = ()
    builds_on: tuple[str, ...] = ()
    concerns_all: bool = False
    note: str = ""


class Plan:
    """The preview of a choice: a row for every thing; the queries do not depend on how many."""

    def __init__(self, choice: Choice, by: "User") -> None:
        self.choice, self.by = choice, by
        self.today: dt.date = dates.today()

    @cached_property
    def staff(self) -> "dict[int, Employment]":
        """Return who is in any of the chosen sets, by key."""
        if self.choice.lasts and not any(self.choice.chosen.values()):
            return {}
        found = assignments.staff_in(self.choice.municipality, self.audience)
        return {job.pk: job for job in people.with_departments(found)}

    @cached_property
    def further(self) -> "dict[int, tuple[tuple[int | None, str], ...]]":
        """Return the further posts of these staff, by key."""
        return people.further_posts(list(self.staff), self.today)

    @cached_property
    def audience(self) -> assignments.Audience:
        """Return the chosen sets, ready to be compared."""
        sets = self.choice.sets
        return assignments.audience(
            self.choice.municipality,
            departments=sets["departments"],
            positions=sets["positions"],
            groups=sets["groups"],
            people_ids=[job.pk for job in sets["people"]],
        )

    @cached_property
    def existing(self) -> "dict[str, Obligation]":
        """Return the running obligations by what they ask for."""
        rows = assignments.running(self.choice.municipality)
        return {_key_of(one): one for one in rows.prefetch_related("groups", "people")}

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """Return what would happen to whom, for every thing."""
        known = self._known()
        return [self._judge(thing, known[thing.key]) for thing in self.choice.things]

    @cached_property
    def lines(self) -> list[Line]:
        """Return the rows of the table, with what stands in the way."""
        courses = [thing.course.pk for thing in self.choice.things if thing.course]
        paths = {
            thing.title: courses_of(thing.version.group)
            for thing in self.choice.things
            if thing.version
        }
        running = [one.course_id for one in self.existing.values() if one.course_id]
        in_paths = inside(courses, paths)
        missing = unmet(courses, pathways.requires(courses), [*running, *sum(paths.values(), [])])
        titles = pathways.known_titles({pk for found in missing.values() for pk in found})
        return [
            self._line(
                thing, verdict, in_paths, {k: [titles[v] for v in vs] for k, vs in missing.items()}
            )
            for thing, verdict in zip(self.choice.things, self.verdicts, strict=True)
        ]

    @property
    def gets(self) -> int:
        """Return how many turns would begin."""
        return sum(one.gets for one in self.verdicts)

    @property
    def stamp(self) -> str:
        """Return what the confirmation has to bring along."""
        choice = self.choice
        names = {**choice.terms, "title": choice.title, "carries": choice.carries}
        names["each"] = sorted((key, sorted(one.items())) for key, one in choice.each.items())
        sets = {
            name: sorted(str(getattr(one, "pk", one)) for one in chosen)
            for name, chosen in choice.chosen.items()
        }
        return stamp_of(self.verdicts, {**names, **sets})

    def _known(self) -> dict[str, Known]:
        keys = list(self.staff)
        has, proven, released = defaultdict(set), defaultdict(set), defaultdict(set)
        wanted = {thing.key for thing in self.choice.things}
        running = {one.pk: key for key, one in self.existing.items() if key in wanted}
        for obligation, job in assignments.concerned_in(running, keys):
            has[running[obligation]].add(job)
        for obligation, job in assignments.released_in(running):
            released[running[obligation]].add(job)
        for former, job in assignments.proven_before(self.choice.municipality, keys, self.today):
            proven[_key_of(former)].add(job)
        exempt = assignments.exempt_on(keys, self.today)
        return {key: Known(has[key], proven[key], exempt, released[key]) for key in wanted}

    def _judge(self, thing: Thing, known: Known) -> Verdict:
        existing = self.existing.get(thing.key)
        row = existing or self.draft(thing)
        hits = []
        for job in self.staff.values():
            turn = row.rhythm.first_turn(Events(self.today, job.valid_from), opens_on=row.starts_on)
            further = self.further.get(job.pk, ())
            facts = JobFacts(job.pk, job.department_id, job.position, job.valid_from, further)
            standing = known.standing(job.pk)
            ways = self.audience.ways_to(facts)
            hits.append(Hit(job.pk, standing, turn.due_on, ways, job.valid_until))
        return Verdict(thing.key, existing.pk if existing else None, tuple(hits))

    def draft(self, thing: Thing) -> "Obligation":
        """Return the obligation that a thing would become; refuses terms that cannot be."""
        return obligations.draft(
            municipality=self.choice.municipality,
            by=self.by,
            **{**self.choice.terms_for(thing), **thing.values},
        )

    def _line(
        self,
        thing: Thing,
        verdict: Verdict,
        in_paths: dict[int, list[str]],
        builds_on: dict[int, list[str]],
    ) -> Line:
        existing = self.existing.get(thing.key)
        key = thing.course.pk if thing.course else 0
        return Line(
            thing,
            verdict,
            existing,
            in_paths=tuple(in_paths.get(key, ())),
            builds_on=tuple(builds_on.get(key, ())),
            concerns_all=existing is not None and not existing.for_whom,
            note="" if existing else self.choice.notes.get(thing.key, ""),
        )


def _key_of(obligation: "Obligation") -> str:
    if obligation.course_id:
        return f"course:{obligation.course_id}"
    if obligation.path_id:
        return f"path:{obligation.path_id}"
    return f"proof:{obligation.title.casefold()}"


def things_of(
    courses: "Iterable[CoursePage]", versions: "Iterable[PathVersion]", proofs: Iterable[str]
) -> list[Thing]:
    """Return everything that was chosen, each thing once."""
    found = [
        *(Thing(course=one) for one in courses),
        *(Thing(version=one) for one in versions),
        *(Thing(proof=one) for one in proofs),
    ]
    return list({thing.key: thing for thing in found}.values())
