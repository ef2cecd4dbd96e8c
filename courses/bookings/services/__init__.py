"""Deeds: book for several people, hand over, undo as a whole, name somebody else, give back."""

from courses.bookings.services.booking import book_together, hand_over, hand_over_now, left_over
from courses.bookings.services.changing import give_back, name_person
from courses.bookings.services.undoing import undo

__all__ = [
    "book_together",
    "give_back",
    "hand_over",
    "hand_over_now",
    "left_over",
    "name_person",
    "undo",
]
