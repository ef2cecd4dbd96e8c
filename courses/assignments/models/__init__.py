"""What a municipality demands of its staff, and how far they are."""

from courses.assignments.models.obligations import Obligation
from courses.assignments.models.periods import (
    Exemption,
    FormerDays,
    Period,
    Reminder,
    is_exempt_on,
    is_late_on,
    is_valid_on,
)
from courses.assignments.models.proofs import HistoryImport, ProofFile

__all__ = [
    "Exemption",
    "FormerDays",
    "HistoryImport",
    "Obligation",
    "Period",
    "ProofFile",
    "Reminder",
    "is_exempt_on",
    "is_late_on",
    "is_valid_on",
]
