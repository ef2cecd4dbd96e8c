"""How far somebody is on a path: a fold of facts, in whatever order they become known; pure.

More facts never take anything back: what is done stays done and what is open is never locked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from courses.pathways.plans import Group, Rule, Step

Requires = Mapping[int, Collection[int]]
NOTHING_REQUIRED: Requires = {}


@dataclass(frozen=True, slots=True)
class Fact:
    """That a course is completed or recognised, or which share of its points was reached."""

    course: int
    share: Decimal | None = None
    recognised: bool = False


@dataclass(frozen=True)
class Known:
    """All facts about one person, each once."""

    completed: frozenset[int] = frozenset()
    recognised: frozenset[int] = frozenset()
    shares: Mapping[int, Decimal] | None = None

    @property
    def done(self) -> frozenset[int]:
        """Return the courses that count as done."""
        return self.completed | self.recognised

    def points(self, step: Step) -> int:
        """Return the points of a step: all if recognised, else the best share of its test."""
        if step.course in self.recognised:
            return step.points
        share = (self.shares or {}).get(step.course, Decimal(0))
        return int((share * step.points).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def gather(facts: Iterable[Fact]) -> Known:
    """Fold facts: of shares the best one counts, everything else is a set."""
    completed, recognised, shares = set(), set(), dict[int, Decimal]()
    for fact in facts:
        if fact.share is not None:
            shares[fact.course] = max(fact.share, shares.get(fact.course, fact.share))
        elif fact.recognised:
            recognised.add(fact.course)
        else:
            completed.add(fact.course)
    return Known(frozenset(completed), frozenset(recognised), shares)


class State(StrEnum):
    """Where a step or a set stands."""

    DONE = "done"
    OPEN = "open"
    LOCKED = "locked"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as one person sees it; `after` is what has to be done first."""

    step: Step
    state: State
    points: int
    recognised: bool = False
    after: Step | Group | None = None


@dataclass(frozen=True, slots=True)
class GroupView:
    """A set as one person sees it: `done` of `need` entries, or points."""

    group: Group
    state: State
    done: int
    need: int
    items: tuple["StepView | GroupView", ...]
    after: Step | Group | None = None

    @property
    def is_complete(self) -> bool:
        """Tell whether the set asks for nothing more."""
        return self.done >= self.need

    @property
    def missing(self) -> int:
        """Return how much is left."""
        return max(0, self.need - self.done)

    @property
    def points(self) -> int:
        """Return the points of all steps."""
        return sum(item.points for item in self.items)


def walk(plan: Group, known: Known, requires: Requires = NOTHING_REQUIRED) -> GroupView:
    """Return how far somebody is; `requires` says which courses each course asks for first."""
    view = _walk(plan, known, requires)
    return _with_relief(view, counts_points=False)


def _walk(plan: Group, known: Known, requires: Requires) -> GroupView:
    items = [_look(item, known, requires) for item in plan.items]
    if plan.rule is Rule.ORDERED:
        items = _in_order(items)
    done, need = _count(plan, items)
    state = State.DONE if done >= need else State.OPEN
    return GroupView(plan, state, min(done, need), need, tuple(items))


def open_steps(view: GroupView) -> list[int]:
    """Return the courses that can be taken now, in the order of the page."""
    found: list[int] = []
    for item in view.items:
        if isinstance(item, GroupView):
            found += open_steps(item)
        elif item.state is State.OPEN:
            found.append(item.step.course)
    return found


def next_course(
    view: GroupView,
    begun: Collection[int] = (),
    held_up: Collection[int] = (),
    withheld: Collection[int] = (),
) -> int | None:
    """Return the one course to go on with: one already begun, else the first that is open.

    What is held up, such as by a request that waits, comes last; what is withheld never.
    """
    available = [course for course in open_steps(view) if course not in withheld]
    running = [course for course in available if course in begun]
    free = [course for course in available if course not in held_up]
    return next(iter([*running, *free, *available]), None)


def _look(item: Step | Group, known: Known, requires: Requires) -> StepView | GroupView:
    if isinstance(item, Group):
        return _walk(item, known, requires)
    points = known.points(item)
    if item.course in known.done:
        is_recognised = item.course in known.recognised - known.completed
        return StepView(item, State.DONE, points, is_recognised)
    missing = sorted(course for course in requires.get(item.course, ()) if course not in known.done)
    if missing:
        return StepView(item, State.LOCKED, points, after=Step(missing[0]))
    return StepView(item, State.OPEN, points)


def _in_order(items: list[StepView | GroupView]) -> list[StepView | GroupView]:
    """Lock what stands behind the first entry that is not done."""
    first: Step | Group | None = None
    result: list[StepView | GroupView] = []
    for item in items:
        if item.state is State.DONE:
            result.append(item)
        elif first is None:
            first = item.group if isinstance(item, GroupView) else item.step
            result.append(item)
        else:
            result.append(_locked(item, first))
    return result


def _locked(item: StepView | GroupView, after: Step | Group) -> StepView | GroupView:
    """Lock an entry; what has been done inside it stays done."""
    if item.state is State.DONE:
        return item
    if isinstance(item, GroupView):
        inner = tuple(_locked(one, after) for one in item.items)
        return replace(item, state=State.LOCKED, items=inner, after=after)
    return replace(item, state=State.LOCKED, after=after)


def _with_relief(view: GroupView, *, counts_points: bool) -> GroupView:
    """Say what is no longer needed: the rest of a path that is complete, or of a set.

    Where the path counts points, a complete set may still bring the missing ones.
    """
    if view.is_complete and not counts_points:
        return replace(view, items=tuple(map(_relieved, view.items)))
    counts = view.group.rule is Rule.POINTS
    items = (
        _with_relief(item, counts_points=counts) if isinstance(item, GroupView) else item
        for item in view.items
    )
    return replace(view, items=tuple(items))


def _relieved(item: StepView | GroupView) -> StepView | GroupView:
    """Say of an entry of a complete set, and of all inside it, that it is no longer needed."""
    state = State.DONE if item.state is State.DONE else State.NOT_NEEDED
    if isinstance(item, GroupView):
        return replace(item, state=state, items=tuple(map(_relieved, item.items)), after=None)
    return replace(item, state=state, after=None)


def _count(plan: Group, items: Iterable[StepView | GroupView]) -> tuple[int, int]:
    """Return how much is done and needed, in entries or points."""
    entries = list(items)
    if plan.rule is Rule.POINTS:
        return sum(item.points for item in entries), plan.need
    done = sum(item.state is State.DONE for item in entries)
    return done, plan.need if plan.rule is Rule.AT_LEAST else len(entries)
