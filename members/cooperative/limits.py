"""A brake on the public form: so many declarations per address in so much time."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from campus.kit import rates
from members.cooperative.errors import TooManyDeclarations

MOST_DECLARATIONS = 10
PERIOD_SECONDS = 3600


def count_declaration(request: HttpRequest) -> None:
    """Count a declaration from an address, or raise TooManyDeclarations."""
    key = f"cooperative:join:{get_adapter(request).get_client_ip(request)}"
    if rates.count(key, seconds=PERIOD_SECONDS) > MOST_DECLARATIONS:
        raise TooManyDeclarations
