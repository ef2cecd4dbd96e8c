"""A brake on the public form: so many declarations per address in so much time."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from members.cooperative.errors import TooManyDeclarations

MOST_DECLARATIONS = 10
PERIOD_SECONDS = 3600


def count_declaration(request: HttpRequest) -> None:
    """Count a declaration from an address, or raise TooManyDeclarations."""
    key = f"cooperative:join:{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, PERIOD_SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:
        # The period ended between the two calls.
        return
    if count > MOST_DECLARATIONS:
        raise TooManyDeclarations
