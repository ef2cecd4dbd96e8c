"""What many ratings say together; pure. Fewer than five say nothing, so that nobody is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LEAST_ANSWERS = 5
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Summary:
    """A course in the eyes of those who completed it."""

    count: int
    # Rounded to half stars: one answer more must not tell what it was.
    stars: Decimal
    comments: tuple[str, ...]


def summarise(ratings: Sequence[tuple[int, str]]) -> Summary | None:
    """Return what the pairs of stars and comment say together, None for too few.

    Comments come in alphabetical order: the order of arrival would point to people.
    """
    if len(ratings) < LEAST_ANSWERS:
        return None
    mean = Decimal(sum(stars for stars, _ in ratings)) / len(ratings)
    halves = (mean / HALF).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    comments = sorted(comment for _, comment in ratings if comment)
    return Summary(len(ratings), halves * HALF, tuple(comments))
