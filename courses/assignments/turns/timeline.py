"""The turns of one person in one obligation, one after the other; pure.

A turn is never reset: whoever has to renew gets the next turn, and the one before stays as it was.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from courses.assignments.turns.due import DueRule, Events
from courses.assignments.turns.expiry import Expiry


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: open from a day, due on a day, over for good after a day (None: never)."""

    number: int
    opens_on: dt.date
    due_on: dt.date
    ends_on: dt.date | None = None
    previous_until: dt.date | None = None
    fulfilled_on: dt.date | None = None
    valid_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Everything that decides about the days of turns; `grace` are days after the due date."""

    due: DueRule = field(default_factory=DueRule)
    expiry: Expiry = field(default_factory=Expiry)
    grace: int = 0

    def first_turn(self, events: Events, *, opens_on: dt.date | None = None) -> Turn:
        """Return the first turn; it opens at once unless a later day is given.

        Its deadline passes, but it never ends by itself: somebody who has never learnt it has to.
        """
        begin = max(opens_on or events.assigned_on, events.assigned_on)
        return Turn(1, begin, max(self.due.due_on(events), begin))

    def fulfilled(self, turn: Turn, on: dt.date) -> Turn:
        """Return the turn with its completion; what is fulfilled stays as it is."""
        if turn.fulfilled_on:
            return turn
        until = self.expiry.valid_until(on, turn.previous_until)
        return replace(turn, fulfilled_on=on, valid_until=until)

    def following(self, turn: Turn) -> Turn | None:
        """Return the turn that renews a fulfilled one, None where nothing ever expires."""
        if turn.fulfilled_on is None or turn.valid_until is None:
            return None
        return Turn(
            number=turn.number + 1,
            opens_on=max(self.expiry.opens_on(turn.valid_until), turn.fulfilled_on),
            due_on=turn.valid_until,
            ends_on=turn.valid_until + dt.timedelta(days=self.grace),
            previous_until=turn.valid_until,
        )

    def run(self, first: Turn, completions: Iterable[dt.date], until: dt.date) -> list[Turn]:
        """Return all turns up to a day, whatever the order in which completions are known.

        A completion answers the turn that is open on its day; before the window it answers none.
        The first turn counts from the assignment on, also where it opens later.
        """
        turns = [first]
        for day in sorted(set(completions)):
            self._open_all(turns, day)
            if day <= until and turns[-1].fulfilled_on is None:
                turns[-1] = self.fulfilled(turns[-1], day)
        self._open_all(turns, until)
        return turns

    def _open_all(self, turns: list[Turn], day: dt.date) -> None:
        coming = self.following(turns[-1])
        if coming and coming.opens_on <= day:
            turns.append(coming)
