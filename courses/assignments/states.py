"""How a person stands towards an obligation on a day; pure (see `turns` for the days)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

# From this many days before the due date an obligation counts as due soon.
SOON = 14


class Status(StrEnum):
    """What HR sees of a mandatory training: nothing but this, the dates and the version."""

    FULFILLED = "fulfilled"
    # Valid by leave until a day, without having learnt it yet.
    TEMPORARY = "temporary"
    # Valid still, and the next turn is open.
    RENEW = "renew"
    FUTURE = "future"
    OPEN = "open"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    # The former proof counts no more and the grace is over.
    EXPIRED = "expired"
    # The last possible day of a turn without a former proof has passed.
    FAILED = "failed"
    REVOKED = "revoked"
    EXEMPT = "exempt"
    ARCHIVED = "archived"
    NOT_ASSIGNED = "not_assigned"


# Who is still asked to learn.
WAITING = frozenset(
    {
        Status.RENEW,
        Status.TEMPORARY,
        Status.OPEN,
        Status.DUE_SOON,
        Status.OVERDUE,
        Status.EXPIRED,
        Status.FAILED,
    }
)
LATE = frozenset({Status.OVERDUE, Status.EXPIRED, Status.FAILED})
VALID = frozenset({Status.FULFILLED, Status.TEMPORARY, Status.RENEW})


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides the status: all days are dates in the platform's time zone."""

    due_on: dt.date
    fulfilled_on: dt.date | None = None
    valid_until: dt.date | None = None
    exempt: bool = False
    opens_on: dt.date | None = None
    ends_on: dt.date | None = None
    previous_until: dt.date | None = None
    temporary_until: dt.date | None = None
    revoked_on: dt.date | None = None
    archived_on: dt.date | None = None


def status_on(facts: Facts, day: dt.date) -> Status:
    """Return the status on `day`.

    A fulfilment counts from its own day until the end of its validity, and so does that of the
    turn before; an exemption comes before any deadline.
    """
    if facts.archived_on and facts.archived_on <= day:
        return Status.ARCHIVED
    if facts.revoked_on and facts.revoked_on <= day:
        return Status.REVOKED
    if facts.fulfilled_on and facts.fulfilled_on <= day:
        return _after_fulfilment(facts, day)
    if facts.previous_until and facts.previous_until >= day:
        is_open = not facts.exempt and (facts.opens_on is None or facts.opens_on <= day)
        return Status.RENEW if is_open else Status.FULFILLED
    if facts.temporary_until and facts.temporary_until >= day:
        return Status.TEMPORARY
    return Status.EXEMPT if facts.exempt else _before_fulfilment(facts, day)


def _after_fulfilment(facts: Facts, day: dt.date) -> Status:
    if facts.valid_until is None or facts.valid_until >= day:
        return Status.FULFILLED
    return Status.EXEMPT if facts.exempt else Status.EXPIRED


def _before_fulfilment(facts: Facts, day: dt.date) -> Status:
    if facts.opens_on and facts.opens_on > day:
        return Status.FUTURE
    if facts.ends_on and facts.ends_on < day:
        return Status.EXPIRED if facts.previous_until else Status.FAILED
    if day > facts.due_on:
        return Status.OVERDUE
    return Status.DUE_SOON if (facts.due_on - day).days <= SOON else Status.OPEN
