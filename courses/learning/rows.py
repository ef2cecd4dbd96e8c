"""Translate between the folded state and its rows, both ways without loss."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from courses.learning.fold import (
    ItemState,
    LastItem,
    Mark,
    PlannedItem,
    Position,
    Score,
    State,
    summarise,
)
from courses.learning.models import ItemProgress, Progress

PROGRESS_FIELDS = (
    "percent",
    "done",
    "total",
    "started_at",
    "completed_at",
    "passed_at",
    "score_scaled",
    "last_item_key",
    "last_at",
    "last_stored",
    "last_statement",
)
ITEM_FIELDS = (
    "first_seen_at",
    "completed_at",
    "passed_at",
    "best_scaled",
    "best_raw",
    "best_max",
    "attempts",
    "played",
    "position_place",
    "position_seconds",
    "position_at",
    "position_stored",
    "position_statement",
    "waived_at",
)


def read_state(progress: Progress, rows: Iterable[ItemProgress]) -> State:
    """Return the state that the rows hold."""
    last = None
    if progress.last_item_key and progress.last_at and progress.last_stored:
        statement = progress.last_statement or UUID(int=0)
        mark = Mark(progress.last_at, progress.last_stored, statement)
        last = LastItem(mark, progress.last_item_key)
    return State(items={row.item_key: _item_state(row) for row in rows}, last=last)


def _item_state(row: ItemProgress) -> ItemState:
    best, position = None, None
    if row.best_scaled is not None:
        best = Score(row.best_scaled, row.best_raw or Decimal(0), row.best_max or Decimal(0))
    if row.position_at and row.position_stored:
        statement = row.position_statement or UUID(int=0)
        mark = Mark(row.position_at, row.position_stored, statement)
        position = Position(mark, row.position_seconds, row.position_place)
    return ItemState(
        first_seen=row.first_seen_at,
        completed_at=row.completed_at,
        passed_at=row.passed_at,
        best=best,
        attempts=frozenset(row.attempts),
        position=position,
        played=tuple((begin, end) for begin, end in row.played),
        waived_at=row.waived_at,
    )


def fill_progress(progress: Progress, state: State, plan: Iterable[PlannedItem]) -> Progress:
    """Write the state and what follows from it into the row, without saving."""
    summary = summarise(state, plan)
    progress.percent = summary.percent
    progress.done = summary.done
    progress.total = summary.total
    progress.completed_at = summary.completed_at
    progress.passed_at = summary.passed_at
    progress.score_scaled = summary.score_scaled
    seen = [item.first_seen for item in state.items.values() if item.first_seen]
    progress.started_at = min(seen, default=None)
    progress.last_item_key = state.last.item if state.last else None
    progress.last_at = state.last.mark.timestamp if state.last else None
    progress.last_stored = state.last.mark.stored if state.last else None
    progress.last_statement = state.last.mark.statement_id if state.last else None
    return progress


def item_rows(progress: Progress, state: State) -> list[ItemProgress]:
    """Return unsaved rows of the items, in a fixed order."""
    return [_item_row(progress, key, state.items[key]) for key in sorted(state.items)]


def _item_row(progress: Progress, key: UUID, item: ItemState) -> ItemProgress:
    mark = item.position.mark if item.position else None
    return ItemProgress(
        progress_id=progress.pk,
        item_key=key,
        first_seen_at=item.first_seen,
        completed_at=item.completed_at,
        passed_at=item.passed_at,
        best_scaled=item.best.scaled if item.best else None,
        best_raw=item.best.raw if item.best else None,
        best_max=item.best.maximum if item.best else None,
        attempts=sorted(item.attempts),
        played=[list(span) for span in item.played],
        position_place=item.position.place if item.position else "",
        position_seconds=item.position.seconds if item.position else None,
        position_at=mark.timestamp if mark else None,
        position_stored=mark.stored if mark else None,
        position_statement=mark.statement_id if mark else None,
        waived_at=item.waived_at,
    )
