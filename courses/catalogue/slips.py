"""Typing errors: which known word was meant; pure."""

from collections.abc import Iterable

SHORTEST = 4
# How many letters may be wrong in a word of at least this length.
ALLOWED = ((14, 3), (8, 2), (SHORTEST, 1))


def grams(word: str) -> set[str]:
    """Return the groups of three letters of a word, its beginning and end marked."""
    framed = f"^{word}$"
    return {framed[begin : begin + 3] for begin in range(len(framed) - 2)}


def allowed(word: str) -> int:
    """Return how many slips a word of this length may hold."""
    return next((slips for length, slips in ALLOWED if len(word) >= length), 0)


def distance(one: str, other: str, most: int) -> int:
    """Count the letters typed wrong, left out, added or swapped; beyond `most` it only says so."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return the known words with the fewest slips in them, if these are few enough."""
    most = allowed(word)
    measured = [(distance(word, one, most), one) for one in known] if most else []
    least = min((far for far, _ in measured), default=most + 1)
    return sorted(one for far, one in measured if far == least <= most)
