"""A brake on what comes without an account."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from campus.kit import rates
from courses.review.errors import TooManyTries

MOST = {"open": 120, "comment": 20, "forged": 20, "file": 1200}
PERIOD_SECONDS = 600


def count(request: HttpRequest, deed: str) -> None:
    """Count a deed of this address. Raises TooManyTries."""
    key = f"review:{deed}:{get_adapter(request).get_client_ip(request)}"
    if rates.count(key, seconds=PERIOD_SECONDS) > MOST[deed]:
        raise TooManyTries
