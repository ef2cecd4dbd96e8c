"""A brake on trying numbers and names: so many vain attempts per address in ten minutes."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from courses.certificates.errors import TooManyChecks

MOST = {"number": 30, "name": 10}
PERIOD_SECONDS = 600


def count(request: HttpRequest, action: str) -> None:
    """Count an attempt that led nowhere. Raises TooManyChecks."""
    key = _key(request, action)
    cache.add(key, 0, PERIOD_SECONDS)
    try:
        attempts = cache.incr(key)
    except ValueError:
        # The period ended between the two calls.
        return
    if attempts > MOST[action]:
        raise TooManyChecks


def refuse_when_exhausted(request: HttpRequest, action: str) -> None:
    """Raise TooManyChecks where the limit has been reached; counts nothing."""
    if cache.get(_key(request, action), 0) >= MOST[action]:
        raise TooManyChecks


def _key(request: HttpRequest, action: str) -> str:
    return f"certificates:{action}:{get_adapter(request).get_client_ip(request)}"
