"""Until when a completion counts: three rules, none of which punishes who comes early; pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from campus.kit.months import add_months

# The longest February, so that a window in days is compared with months safely.
SHORTEST_MONTH = 28


class Rule(StrEnum):
    """From what the validity is counted."""

    COMPLETION = "completion"
    PREVIOUS = "previous"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Expiry:
    """How long a completion counts.

    `months` None: for ever. `window` is how many days before the end the next turn opens;
    `carried` how many of the days left are added at most to whoever comes early (None: all).
    `base` and `minimum` (months) belong to the rule of fixed days alone.
    """

    months: int | None = None
    rule: Rule = Rule.COMPLETION
    window: int = 0
    carried: int | None = None
    base: dt.date | None = None
    minimum: int = 0

    def valid_until(
        self, completed_on: dt.date, previous_until: dt.date | None = None
    ) -> dt.date | None:
        """Return the last valid day; never before the end of what is valid already."""
        if self.months is None:
            return None
        if self.rule is Rule.FIXED and self.base:
            found = self._next_fixed_day(add_months(completed_on, self.minimum))
        else:
            found = add_months(self._counted_from(completed_on, previous_until), self.months)
        return max(found, previous_until) if previous_until else found

    def opens_on(self, valid_until: dt.date) -> dt.date:
        """Return from when on the next turn is open."""
        return valid_until - dt.timedelta(days=self.window)

    def _counted_from(self, completed_on: dt.date, previous_until: dt.date | None) -> dt.date:
        """Return the day from which the months count: later than the completion if early.

        Late, expired or before the window: as new.
        """
        if previous_until is None or not (
            self.opens_on(previous_until) <= completed_on <= previous_until
        ):
            return completed_on
        if self.rule is Rule.PREVIOUS or self.carried is None:
            return previous_until
        return min(completed_on + dt.timedelta(days=self.carried), previous_until)

    def _next_fixed_day(self, earliest: dt.date) -> dt.date:
        """Return the first day base + k · months that is not before `earliest`."""
        base, step = self.base or earliest, self.months or 1
        apart = (earliest.year - base.year) * 12 + earliest.month - base.month
        turns = apart // step
        while add_months(base, turns * step) < earliest:
            turns += 1
        return add_months(base, turns * step)


def fault_of(expiry: Expiry) -> str:
    """Return the code of what contradicts itself in a rule, "" if nothing does."""
    if expiry.months is None:
        return ""
    if expiry.months < 1:
        return "no_time"
    if expiry.rule is Rule.FIXED:
        if expiry.base is None:
            return "no_base"
        if expiry.minimum > expiry.months:
            return "minimum_too_long"
        return "window_too_long" if expiry.window > expiry.minimum * SHORTEST_MONTH else ""
    return "window_too_long" if expiry.window > expiry.months * SHORTEST_MONTH else ""
