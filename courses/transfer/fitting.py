"""Which turns a shown proof would fulfil, and which ones human resources may choose."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.assignments import selectors as assignments
from courses.transfer.models import Presentation
from courses.transfer.selectors import counts_for, suits

if TYPE_CHECKING:
    from courses.assignments.models import Period


@dataclass(frozen=True, slots=True)
class Fit:
    """The turn that a proof fulfils by what is settled, else the turns to choose from."""

    turn: "Period | None" = None
    choices: "tuple[Period, ...]" = ()
    suggested: "Period | None" = None

    @property
    def is_open(self) -> bool:
        """Tell whether the settled turn still asks for it."""
        return self.turn is not None and self.turn.fulfilled_on is None

    def chosen(self, obligation_id: int | None) -> "Period | None":
        """Return the turn that is meant: the settled one, or the one of a chosen obligation."""
        if self.turn is not None and obligation_id in (None, self.turn.obligation_id):
            return self.turn
        found = (one for one in self.choices if one.obligation_id == obligation_id)
        return next(found, None)


def fits_for(presentations: Iterable[Presentation]) -> dict[int, Fit]:
    """Return by presentation what it would fulfil at its employer; two queries a town."""
    found: dict[int, Fit] = {}
    by_town: dict[int, list[Presentation]] = {}
    for one in presentations:
        by_town.setdefault(one.municipality_id, []).append(one)
    for rows in by_town.values():
        turns: dict[int, list[Period]] = {}
        people = {one.person_id for one in rows}
        for turn in assignments.running_turns(rows[0].municipality, people):
            turns.setdefault(turn.employment.person_id, []).append(turn)
        for one in rows:
            found[one.pk] = _fit(one, turns.get(one.person_id, []))
    return found


def _fit(one: Presentation, turns: "list[Period]") -> Fit:
    settled = [turn for turn in turns if counts_for(one.topic, turn.obligation)]
    turn = min(settled, key=_is_fulfilled, default=None)
    if not one.topic.is_from_elsewhere or (turn and turn.fulfilled_on is None):
        return Fit(turn)
    choices = tuple(
        row for row in turns if row.fulfilled_on is None and row.obligation.path_id is None
    )
    suggested = next((row for row in choices if suits(one.topic, row.obligation)), None)
    return Fit(turn, choices, suggested)


def _is_fulfilled(turn: "Period") -> bool:
    return turn.fulfilled_on is not None
