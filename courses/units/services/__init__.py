"""Deeds on a municipality's own units."""

from courses.units.services.donating import accept, offer, return_to_sender, withdraw
from courses.units.services.making import drop_forgotten, end, keep_paper, save

__all__ = [
    "accept",
    "drop_forgotten",
    "end",
    "keep_paper",
    "offer",
    "return_to_sender",
    "save",
    "withdraw",
]
