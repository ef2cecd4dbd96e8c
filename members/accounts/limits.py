"""A brake on guessing: so many attempts per address in so much time."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campus.kit import rates
from campus.kit.errors import DomainError

MOST_ATTEMPTS = 20
PERIOD_SECONDS = 600


class TooManyAttempts(DomainError):
    """Somebody tries codes."""

    code = "too_many_attempts"
    message = _("Too many attempts. Please wait ten minutes and try again.")
    status = 429


def count_attempt(request: HttpRequest, action: str) -> None:
    """Count an attempt that led nowhere, or raise TooManyAttempts."""
    if rates.count(_key(request, action), seconds=PERIOD_SECONDS) > MOST_ATTEMPTS:
        raise TooManyAttempts


def check_attempts(request: HttpRequest, action: str) -> None:
    """Raise TooManyAttempts where the limit has been reached; counts nothing."""
    if rates.counted(_key(request, action)) >= MOST_ATTEMPTS:
        raise TooManyAttempts


def _key(request: HttpRequest, action: str) -> str:
    address = get_adapter(request).get_client_ip(request)
    return f"people:{action}:{address}"
