"""Seats: what is offered at which price, and who holds a seat."""

from courses.enrolment.models.offers import (
    PER,
    Discount,
    FlatTerm,
    MunicipalityGroup,
    Offer,
    Session,
)
from courses.enrolment.models.seats import LONGEST_REASON, OPEN_STATES, BookedSeat, Enrolment

__all__ = [
    "LONGEST_REASON",
    "OPEN_STATES",
    "PER",
    "BookedSeat",
    "Discount",
    "Enrolment",
    "FlatTerm",
    "MunicipalityGroup",
    "Offer",
    "Session",
]
