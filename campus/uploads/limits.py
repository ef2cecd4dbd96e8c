"""A brake on starting uploads, counted in the shared cache."""

from django.core.cache import cache

from campus.uploads.errors import TooManyUploads

# Several at once, a whole course in an hour.
AT_ONCE = 10
PER_HOUR = 100
HOUR_SECONDS = 3600


def count(user_id: int) -> None:
    """Count one more upload of this user. Raises TooManyUploads."""
    key = f"uploads:begun:{user_id}"
    cache.add(key, 0, HOUR_SECONDS)
    try:
        begun = cache.incr(key)
    except ValueError:
        # The hour ended between the two calls.
        return
    if begun > PER_HOUR:
        raise TooManyUploads
