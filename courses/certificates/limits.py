"""A brake on trying numbers and names: so many vain attempts per address in ten minutes."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from campus.kit import rates
from courses.certificates.errors import TooManyChecks

MOST = {"number": 30, "name": 10}
PERIOD_SECONDS = 600


def count(request: HttpRequest, action: str) -> None:
    """Count an attempt that led nowhere. Raises TooManyChecks."""
    if rates.count(_key(request, action), seconds=PERIOD_SECONDS) > MOST[action]:
        raise TooManyChecks


def refuse_when_exhausted(request: HttpRequest, action: str) -> None:
    """Raise TooManyChecks where the limit has been reached; counts nothing."""
    if rates.counted(_key(request, action)) >= MOST[action]:
        raise TooManyChecks


def _key(request: HttpRequest, action: str) -> str:
    return f"certificates:{action}:{get_adapter(request).get_client_ip(request)}"
