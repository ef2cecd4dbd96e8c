"""What may be told of a count, so that nobody learns of fewer than five learners; pure.

Each count is told by itself: fewer than five not at all, others to the nearest multiple of five.
Nothing else decides, so that neither what is hidden nor why tells more than the number would.

That suffices, because

- between two numbers of which one is a part of the other, the difference is only known within a
  span that holds nought or a number from five on (`test_release` tries them all);
- counts that add up to a known one are never told all: there is always a part without a number
  (wrong answers, learners who are under way), or the parts come from a sample whose size nobody
  is told (the answers chosen, and questions drawn from a pool);
- no sum over versions is told;
- numbers change once a month (`ClosedMonth`), so that two looks differ by a month, rounded twice.

All shares and verdicts are worked out from what is told here, never from the counts themselves.
"""

import uuid

LEAST = 5
STEP = 5
# Of so many attempts one is left out of a sample; which one depends on its random key alone.
ONE_OF = 8


def told(count: int) -> int | None:
    """Return the number to be told, None for fewer than five."""
    if count < LEAST:
        return None
    return STEP * ((2 * count + STEP) // (2 * STEP))


def span(number: int | None) -> tuple[int, int]:
    """Return the least and the greatest count behind a number that was told."""
    if number is None:
        return 0, LEAST - 1
    return max(LEAST, number - STEP // 2), number + STEP // 2


def share(part: int | None, whole: int | None) -> int | None:
    """Return a share in per cent, of told numbers; None where one of them is not told."""
    if part is None or not whole:
        return None
    return min(100, round(100 * part / whole))


def in_sample(attempt: uuid.UUID) -> bool:
    """Tell whether an attempt is among those by which questions of pools are counted."""
    return attempt.int % ONE_OF != 0


def in_sample_of_answers(attempt: uuid.UUID) -> bool:
    """Tell whether an attempt is among those whose answers are counted option by option.

    Another sample than that of pools: neither tells how large the other one is.
    """
    return attempt.int // ONE_OF % ONE_OF != 0
