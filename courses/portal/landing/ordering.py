"""The order of a list that is changed by one step at a time; pure."""

from collections.abc import Sequence

UP, DOWN = "up", "down"


def numbers(text: str) -> tuple[int, ...]:
    """Return the keys of a list such as "3,5,2", each once; what is no number is left out."""
    found = (part.strip() for part in text.split(","))
    return tuple(dict.fromkeys(int(part) for part in found if part.isascii() and part.isdigit()))


def arranged(known: Sequence[int], wished: Sequence[int]) -> tuple[int, ...]:
    """Return the known keys in the order wished; those that nobody wished for stand last."""
    first = [key for key in wished if key in known]
    return (*first, *(key for key in known if key not in first))


def moved(keys: Sequence[int], key: int, way: str) -> tuple[int, ...]:
    """Return the keys with one of them moved by one place; at the end it stays."""
    if key not in keys:
        return tuple(keys)
    row = list(keys)
    place = row.index(key)
    other = place + {UP: -1, DOWN: 1}.get(way, 0)
    if 0 <= other < len(row):
        row[place], row[other] = row[other], row[place]
    return tuple(row)
