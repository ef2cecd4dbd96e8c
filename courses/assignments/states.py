"""How a person stands towards an obligation on a day; pure (features.md 2.6, thin form)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

# From this many days before the due date an obligation counts as due soon.
SOON = 14


class Status(StrEnum):
    """What HR sees of a mandatory training: nothing but this, the dates and the version."""

    FULFILLED = "fulfilled"
    OPEN = "open"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    EXEMPT = "exempt"
    NOT_ASSIGNED = "not_assigned"


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides the status: all days are dates in the platform's time zone."""

    due_on: dt.date
    fulfilled_on: dt.date | None = None
    valid_until: dt.date | None = None
    exempt: bool = False


def status_on(facts: Facts, day: dt.date) -> Status:
    """Return the status on `day`.

    A fulfilment counts from its own day until the end of its validity; before the fulfilment the
    due date decides: overdue from the day after it, due soon within the last SOON days.
    """
    fulfilled = facts.fulfilled_on is not None and facts.fulfilled_on <= day
    expired = facts.valid_until is not None and facts.valid_until < day
    if fulfilled and not expired:
        return Status.FULFILLED
    if facts.exempt:
        return Status.EXEMPT
    if day > facts.due_on or (fulfilled and expired):
        return Status.OVERDUE
    if (facts.due_on - day).days <= SOON:
        return Status.DUE_SOON
    return Status.OPEN
