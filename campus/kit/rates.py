"""How often something may be done in a time: a brake on guessing and on floods.

The time begins with the first deed, so that a limit does not depend on where the clock stands.
"""

from django.core.cache import cache


def count(key: str, *, seconds: int) -> int:
    """Count one more of these and return how many there were in these seconds."""
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:
        # The time ended between the two calls.
        return 1


def counted(key: str) -> int:
    """Return how many there were, and count nothing."""
    number: int = cache.get(key, 0)
    return number
