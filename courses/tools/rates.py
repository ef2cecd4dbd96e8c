"""How often something may be asked in a minute, counted in the shared cache."""

from django.core.cache import cache

from campus.kit import dates
from courses.tools.errors import TooOften

SECONDS = 60


def count(what: str, *, most: int) -> None:
    """Count one more of these in this minute. Raises TooOften beyond the limit."""
    minute = int(dates.now().timestamp()) // SECONDS
    key = f"lti-rate:{what}:{minute}"
    if cache.add(key, 1, timeout=2 * SECONDS):
        return
    try:
        number = cache.incr(key)
    except ValueError:
        return
    if number > most:
        raise TooOften
