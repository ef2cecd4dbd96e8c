"""Whom an onboarding plan means: facts of a job compared with its rule; pure."""

import datetime as dt
from dataclasses import dataclass

from members.groups.matching import JobFacts, Rule


@dataclass(frozen=True, slots=True)
class Who:
    """Conditions that all have to hold; of `groups` the job has to belong to one.

    `place` holds departments and words of the position, and nothing about days.
    """

    first: dt.date
    last: dt.date | None = None
    place: Rule = Rule()
    groups: tuple[Rule, ...] = ()
    # Whoever moves there meanwhile counts like a newcomer.
    moves: bool = False

    def fits(self, job: JobFacts) -> bool:
        """Tell whether somebody works where the plan applies, whenever they began."""
        is_there = not self.place.has_conditions or self.place.holds_for(job)
        return is_there and (not self.groups or any(one.holds_for(job) for one in self.groups))

    def is_newcomer(self, job: JobFacts) -> bool:
        """Tell whether somebody fits and began in the time of the plan."""
        return self._covers(job.begins_on) and self.fits(job)

    def means(self, job: JobFacts, day: dt.date) -> bool:
        """Tell whether the plan is for somebody who is not in it yet, as of a day.

        Whoever was there before the plan is noted in it, so that only moves are left.
        """
        has_moved = self.moves and self._covers(day) and self.fits(job)
        return has_moved or self.is_newcomer(job)

    def _covers(self, day: dt.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)
