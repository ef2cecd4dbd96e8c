"""Which proof answers which obligation, and whether it still counts; pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from courses.assignments.accepted import plain


@dataclass(frozen=True, slots=True)
class Topic:
    """What is proven or asked for: a course, a learning path, or a proof from elsewhere.

    Of the latter the name is only a suggestion: human resources say what it counts for.
    """

    course: int | None = None
    path: int | None = None
    title: str = ""

    def answers(self, asked: "Topic") -> bool:
        """Tell whether a proof of this answers what is asked for."""
        if asked.course or self.course:
            return self.course == asked.course
        if asked.path or self.path:
            return self.path == asked.path
        return bool(self.name) and self.name == asked.name

    @property
    def is_from_elsewhere(self) -> bool:
        """Tell whether it is known by its name only."""
        return not self.course and not self.path

    @property
    def name(self) -> str:
        """Return the title as it is compared: without case and needless spaces."""
        return plain(self.title)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the employer is shown of a proof, and nothing else."""

    title: str
    version_number: int | None
    completed_on: dt.date
    valid_until: dt.date | None


class Verdict(StrEnum):
    """What the platform finds when it checks a proof."""

    GENUINE = "genuine"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REVOKED = "revoked"


def verdict(
    *, shown: Facts, kept: Facts, day: dt.date, is_revoked: bool, is_replaced: bool
) -> Verdict:
    """Compare what was shown with what the platform keeps on a day."""
    if is_replaced:
        return Verdict.REPLACED
    if is_revoked:
        return Verdict.REVOKED
    if shown != kept:
        return Verdict.REPLACED
    if shown.valid_until and shown.valid_until < day:
        return Verdict.EXPIRED
    return Verdict.GENUINE
