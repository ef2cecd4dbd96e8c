"""The published list of revoked badges (W3C Bitstring Status List); pure.

Which bit belongs to a document follows from its primary key by a fixed permutation, so that
neighbours in the list are not neighbours in time.
"""

import base64
import gzip
from collections.abc import Iterable

# The least that the specification asks for, so that a request does not tell whom it is about.
SIZE = 131_072
# Odd, hence coprime to the size: multiplication permutes the places.
_FACTOR = 40_503
_SHIFT = 27_182


def place_of(key: int) -> tuple[int, int]:
    """Return number of the list, from one, and place in it."""
    number, rest = divmod(key - 1, SIZE)
    return number + 1, (rest * _FACTOR + _SHIFT) % SIZE


def span_of(number: int) -> tuple[int, int]:
    """Return the first and the last primary key of a list."""
    return (number - 1) * SIZE + 1, number * SIZE


def encoded(keys: Iterable[int]) -> str:
    """Return the list with the bits of these documents set: multibase of the packed bits."""
    bits = bytearray(SIZE // 8)
    for key in keys:
        place = place_of(key)[1]
        bits[place // 8] |= 0x80 >> (place % 8)
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")
