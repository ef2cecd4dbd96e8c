"""Fold statement events into what somebody has learnt; pure.

A state is a join of its events: earliest moments by `min`, best results and last positions by
`max`, attempts by union. So `merge` is commutative, associative and idempotent, and neither the
order of arrival nor a duplicate can change a percentage.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

COMPLETED = "completed"
PASSED = "passed"
FAILED = "failed"
ATTEMPTED = "attempted"
# Packages only: a score without a verdict, and what the platform says of units of cmi5.
SCORED = "scored"
SATISFIED = "satisfied"
# A test has shown that it need not be learnt again.
WAIVED = "waived"

SCALED_STEP = Decimal("0.0001")
# Parts of a recording in whole seconds, sorted and apart from one another.
Spans = tuple[tuple[int, int], ...]


class _Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


_T = TypeVar("_T", bound=_Ordered)


class Mark(NamedTuple):
    """The place of a statement in time: no two statements share one."""

    timestamp: dt.datetime
    stored: dt.datetime
    statement_id: UUID


class Score(NamedTuple):
    """A result; the order of the fields makes `max` find the best one."""

    scaled: Decimal
    raw: Decimal
    maximum: Decimal


class Position(NamedTuple):
    """Where somebody stopped: the second of a recording, the block of a lesson."""

    mark: Mark
    seconds: Decimal | None
    place: str = ""


class LastItem(NamedTuple):
    """The item somebody had open last."""

    mark: Mark
    item: UUID


@dataclass(frozen=True, slots=True)
class Event:
    """What one statement says about one item."""

    mark: Mark
    verb: str
    item: UUID
    completion: bool = False
    score: Score | None = None
    attempt: str = ""
    seconds: Decimal | None = None
    place: str = ""
    played: Spans = ()
    # False: completed or passed under a rule that the version no longer has.
    counts: bool = True
    # What a package has reported; its item's rule decides whether that counts.
    of_package: bool = False
    # It meets a rule that asks for a score: that is a pass, whatever the package calls it.
    passes: bool = False


@dataclass(frozen=True, slots=True)
class ItemState:
    """What is known of one item."""

    first_seen: dt.datetime | None = None
    completed_at: dt.datetime | None = None
    passed_at: dt.datetime | None = None
    best: Score | None = None
    attempts: frozenset[str] = frozenset()
    position: Position | None = None
    played: Spans = ()
    waived_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one registration."""

    items: Mapping[UUID, ItemState] = field(default_factory=dict)
    last: LastItem | None = None


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item of the frozen version, as far as the progress depends on it."""

    key: UUID
    required: bool
    graded: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """The progress of a registration on its frozen version."""

    percent: int = 0
    done: int = 0
    total: int = 0
    completed_at: dt.datetime | None = None
    passed_at: dt.datetime | None = None
    score_scaled: Decimal | None = None


def _lower(one: _T | None, other: _T | None) -> _T | None:
    """Return the smaller of two values; nothing counts as unknown, not as small."""
    if one is None or other is None:
        return other if one is None else one
    return other if other < one else one


def _higher(one: _T | None, other: _T | None) -> _T | None:
    """Return the greater of two values; nothing counts as unknown."""
    if one is None or other is None:
        return other if one is None else one
    return other if one < other else one


def join_spans(*groups: Spans) -> Spans:
    """Return the union of spans of seconds, joined where they touch."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(span for group in groups for span in group):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif begin < end:
            joined.append((begin, end))
    return tuple(joined)


def merge_items(one: ItemState, other: ItemState) -> ItemState:
    """Join what two sets of statements say about one item."""
    return ItemState(
        first_seen=_lower(one.first_seen, other.first_seen),
        completed_at=_lower(one.completed_at, other.completed_at),
        passed_at=_lower(one.passed_at, other.passed_at),
        best=_higher(one.best, other.best),
        attempts=one.attempts | other.attempts,
        position=_higher(one.position, other.position),
        played=join_spans(one.played, other.played),
        waived_at=_lower(one.waived_at, other.waived_at),
    )


def merge(one: State, other: State) -> State:
    """Join what two sets of statements say about one registration."""
    items = dict(one.items)
    for key, item in other.items.items():
        items[key] = merge_items(items[key], item) if key in items else item
    return State(items=items, last=_higher(one.last, other.last))


def state_of(event: Event) -> State:
    """Return what one event says by itself."""
    if event.verb == WAIVED:
        return _waived(event)
    moment = event.mark.timestamp
    is_result = event.verb in {PASSED, FAILED, SCORED}
    is_done = event.verb in {COMPLETED, SATISFIED} or event.completion
    has_place = event.seconds is not None or event.place
    item = ItemState(
        first_seen=moment,
        completed_at=moment if is_done and event.counts else None,
        passed_at=moment if (event.verb == PASSED and event.counts) or event.passes else None,
        best=event.score if is_result else None,
        attempts=frozenset({event.attempt})
        if event.attempt and (is_result or event.verb == ATTEMPTED)
        else frozenset(),
        position=Position(event.mark, event.seconds, event.place) if has_place else None,
        played=event.played,
    )
    return State(items={event.item: item}, last=LastItem(event.mark, event.item))


def _waived(event: Event) -> State:
    """Return that an item counts as done, though nobody has opened it."""
    moment = event.mark.timestamp if event.counts else None
    return State(items={event.item: ItemState(completed_at=moment, waived_at=moment)})


def fold(events: Iterable[Event], start: State | None = None) -> State:
    """Fold events, in whatever order they come, into a state."""
    return reduce(merge, map(state_of, events), start or State())


def fulfilled_at(item: ItemState | None, *, graded: bool) -> dt.datetime | None:
    """Return when the item's completion rule was met: a graded test is passed, others are done."""
    if item is None:
        return None
    return item.passed_at if graded else item.completed_at


def counted(plan: Iterable[PlannedItem]) -> list[PlannedItem]:
    """Return the items that make up the percentage: the required ones, or all if none is."""
    items = list(plan)
    return [item for item in items if item.required] or items


def summarise(state: State, plan: Iterable[PlannedItem]) -> Summary:
    """Return percent, completion, pass and score of a registration on its frozen version.

    The percentage is rounded down, so that 100 means: everything required is fulfilled.
    """
    items = list(plan)
    needed = counted(items)
    moments = [fulfilled_at(state.items.get(item.key), graded=item.graded) for item in needed]
    met = [moment for moment in moments if moment is not None]
    graded = [state.items.get(item.key, ItemState()) for item in items if item.graded]
    passes = [item.passed_at for item in graded if item.passed_at]
    return Summary(
        percent=len(met) * 100 // len(needed) if needed else 0,
        done=len(met),
        total=len(needed),
        completed_at=max(met) if needed and len(met) == len(needed) else None,
        passed_at=max(passes) if graded and len(passes) == len(graded) else None,
        score_scaled=_score(graded),
    )


def _score(graded: list[ItemState]) -> Decimal | None:
    """Return the points reached of the points possible, once every graded test has a result."""
    best = [item.best for item in graded if item.best is not None]
    possible = sum((score.maximum for score in best), Decimal(0))
    if not best or len(best) < len(graded) or possible <= 0:
        return None
    return (sum((score.raw for score in best), Decimal(0)) / possible).quantize(SCALED_STEP)
