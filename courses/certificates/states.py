"""The states of a document, computed from what it holds; pure."""

import datetime as dt
from enum import StrEnum


class Validity(StrEnum):
    """What somebody who checks a number is told."""

    VALID = "valid"
    EXPIRED = "expired"
    CORRECTED = "corrected"
    REVOKED = "revoked"


def validity(
    *, today: dt.date, revoked: bool, replaced: bool, valid_until: dt.date | None
) -> Validity:
    """Return the state; a correction weighs more than a revocation, both more than the date.

    The last day of validity still counts.
    """
    if replaced:
        return Validity.CORRECTED
    if revoked:
        return Validity.REVOKED
    if valid_until is not None and valid_until < today:
        return Validity.EXPIRED
    return Validity.VALID
