"""Cells as people read them."""

import datetime as dt
from functools import lru_cache

from django.utils.translation import get_language

from courses.assignments.selectors import Cell
from courses.assignments.states import Status
from courses.assignments.words import KINDS, LABELS, Words, in_words, note_of


def words_on(cell: Cell, day: dt.date) -> Words:
    """Return badge, word and note of a cell as of a day."""
    return worded(cell.status, *note_of(cell), day, get_language() or "")


# The language is part of what is kept: the words are looked up in it.
@lru_cache(maxsize=4096)
def worded(
    status: Status, sentence: str, shown: dt.date | None, day: dt.date, language: str
) -> Words:
    """Return the words of a cell, looked up once."""
    note = in_words(sentence, shown, day)
    return Words(kind=KINDS[status], label=str(LABELS[status]), note=note)
