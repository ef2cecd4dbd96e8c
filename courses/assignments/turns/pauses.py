"""Exemptions stop the clock: a deadline moves on by the days for which it stood still; pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """From a day to a day, both included; without an end it still lasts."""

    begin: dt.date
    end: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether the clock stands still on the day."""
        return self.begin <= day and (self.end is None or day <= self.end)


def merged(pauses: Iterable[Pause]) -> list[Pause]:
    """Return the pauses in order, those that touch or overlap as one."""
    found: list[Pause] = []
    for one in sorted(pauses, key=lambda pause: (pause.begin, pause.end or dt.date.max)):
        last = found[-1] if found else None
        if last and (last.end is None or one.begin <= last.end + ONE_DAY):
            open_end = last.end is None or one.end is None
            end = None if open_end else max(last.end or one.begin, one.end or one.begin)
            found[-1] = Pause(last.begin, end)
        else:
            found.append(one)
    return found


def stretched(day: dt.date, *, since: dt.date, pauses: Iterable[Pause]) -> dt.date:
    """Return the deadline `day` of a time that runs since `since`, moved on by the pauses.

    A pause that still lasts moves nothing yet: as long as it lasts nobody is asked anyway, and
    the days count as soon as its end is known.
    """
    for pause in merged(pauses):
        if pause.end is None or pause.begin > day:
            break
        begin = max(pause.begin, since)
        if pause.end >= begin:
            day += pause.end - begin + ONE_DAY
    return day


def is_paused(day: dt.date, pauses: Iterable[Pause]) -> bool:
    """Tell whether any pause holds on the day."""
    return any(one.holds_on(day) for one in pauses)
