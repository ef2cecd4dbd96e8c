"""For how long something done at once can be taken back."""

import datetime as dt
from dataclasses import dataclass

import pytest

from campus.kit import dates
from campus.kit.undoing import DONE, RUNNING, UNDO_FOR, UNDOING, UNDONE, Undoable


@dataclass
class Deed(Undoable):
    """Something done at once, without a table."""

    state: str = DONE
    finished_at: dt.datetime | None = None
    told: bool = False
    done: int = 0
    total: int = 0

    @property
    def is_sealed(self):
        """Tell whether somebody was told."""
        return self.told


@pytest.mark.parametrize(
    ("state", "minutes_ago", "told", "possible"),
    [
        (DONE, 0, False, True),
        (DONE, 9, False, True),
        (DONE, 10, False, False),
        (DONE, 1, True, False),
        (DONE, None, False, False),
        (RUNNING, 1, False, False),
        (UNDOING, 1, False, False),
        (UNDONE, 1, False, False),
    ],
)
def test_what_can_be_undone(state, minutes_ago, told, possible):
    with dates.moved_clock(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)):
        ended = None
        if minutes_ago is not None:
            ended = dates.now() - dt.timedelta(minutes=minutes_ago)
        assert Deed(state, ended, told).can_be_undone is possible


def test_until_is_ten_minutes_after_the_end():
    ended = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    assert Deed(finished_at=ended).undo_until == ended + UNDO_FOR
    assert Deed().undo_until is None


@pytest.mark.parametrize(("state", "busy"), [(RUNNING, True), (UNDOING, True), (DONE, False)])
def test_busy(state, busy):
    assert Deed(state).is_busy is busy


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 0, 0), (1, 3, 33), (3, 3, 99), (0, 5, 0)]
)
def test_percent_never_promises_the_end(done, total, percent):
    assert Deed(done=done, total=total).percent == percent


def test_a_model_has_to_say_what_seals_it():
    with pytest.raises(NotImplementedError):
        _ = Undoable().is_sealed
