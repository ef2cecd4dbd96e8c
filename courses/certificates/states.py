"""The states of a document, computed from what it holds; pure."""

import datetime as dt
from enum import StrEnum


class Validity(StrEnum):
    """What somebody who checks a number is told."""

    VALID = "valid"
    EXPIRED = "expired"
    RENEWED = "renewed"
    CORRECTED = "corrected"
    REVOKED = "revoked"


def validity(
    *,
    today: dt.date,
    revoked: bool,
    replaced: bool,
    valid_until: dt.date | None,
    renewed: bool = False,
) -> Validity:
    """Return the state; a successor weighs more than a revocation, both more than the date.

    What was renewed for a better result was never wrong. The last day of validity still counts.
    """
    if renewed:
        return Validity.RENEWED
    if replaced:
        return Validity.CORRECTED
    if revoked:
        return Validity.REVOKED
    if valid_until is not None and valid_until < today:
        return Validity.EXPIRED
    return Validity.VALID
