"""A brake on what comes without an account."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from courses.review.errors import TooManyTries

MOST = {"open": 120, "comment": 20, "forged": 20, "file": 1200}
PERIOD_SECONDS = 600


def count(request: HttpRequest, deed: str) -> None:
    """Count a deed of this address. Raises TooManyTries."""
    key = f"review:{deed}:{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, PERIOD_SECONDS)
    try:
        done = cache.incr(key)
    except ValueError:
        # The period ended between the two calls.
        return
    if done > MOST[deed]:
        raise TooManyTries
