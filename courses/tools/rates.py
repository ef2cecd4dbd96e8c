"""How often a tool may ask in a minute."""

from campus.kit import rates
from courses.tools.errors import TooOften

SECONDS = 60


def count(what: str, *, most: int) -> None:
    """Count one more of these in this minute. Raises TooOften beyond the limit."""
    if rates.count(f"lti-rate:{what}", seconds=SECONDS) > most:
        raise TooOften
