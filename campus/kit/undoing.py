"""Taking something back as a whole for ten minutes: one rule for whatever can be undone."""

import datetime as dt
from typing import Any

from campus.kit import dates

UNDO_FOR = dt.timedelta(minutes=10)
# What has not moved for so long has been interrupted.
PATIENCE = dt.timedelta(minutes=2)

RUNNING, DONE, UNDOING, UNDONE = "running", "done", "undoing", "undone"


class Undoable:
    """A row about something done at once; mixed into a model.

    The model has the columns `state`, `finished_at`, `done` and `total`, and says when it is
    sealed: once somebody was told, nothing is undone.
    """

    @property
    def is_sealed(self) -> bool:
        """Tell whether somebody was told, so that it stays as it is."""
        raise NotImplementedError

    @property
    def is_busy(self) -> bool:
        """Tell whether it is being written or undone."""
        row: Any = self
        return row.state in (RUNNING, UNDOING)

    @property
    def undo_until(self) -> dt.datetime | None:
        """Return the moment up to which everything can be taken back."""
        row: Any = self
        return row.finished_at + UNDO_FOR if row.finished_at else None

    @property
    def can_be_undone(self) -> bool:
        """Tell whether it can still be taken back as a whole."""
        row: Any = self
        until = self.undo_until
        is_open = row.state == DONE and not self.is_sealed
        return is_open and until is not None and dates.now() < until

    @property
    def percent(self) -> int:
        """Return how far it is."""
        row: Any = self
        return min(99, 100 * row.done // row.total) if row.total else 0
