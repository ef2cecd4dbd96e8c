"""A brake on starting uploads, counted in the shared cache."""

from campus.kit import rates
from campus.uploads.errors import TooManyUploads

# Several at once, a whole course in an hour.
AT_ONCE = 10
PER_HOUR = 100
HOUR_SECONDS = 3600


def count(user_id: int) -> None:
    """Count one more upload of this user. Raises TooManyUploads."""
    if rates.count(f"uploads:begun:{user_id}", seconds=HOUR_SECONDS) > PER_HOUR:
        raise TooManyUploads
