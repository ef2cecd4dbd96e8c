"""Who calls: clients by Basic or Bearer credentials, never by a session."""

import base64
import binascii
import hmac

from django.core.cache import cache

from campus.kit import dates
from courses.xapi.credentials import client_with
from courses.xapi.errors import NotSignedIn, TooManyAttempts
from courses.xapi.models import Client
from courses.xapi.services import hashed_secret

_FAILURES_A_MINUTE = 60
_MINUTE = 60


def client_of(authorization: str, address: str) -> Client:
    """Return the client whose credentials the header carries, or raise.

    Failures are counted per address; good credentials cost no look-up in the cache.
    """
    key, secret = _credentials(authorization)
    client = client_with(key) if key else None
    if client is None or not _is_good(client, secret):
        _count_failure(address)
        raise NotSignedIn
    return client


def _credentials(authorization: str) -> tuple[str, str]:
    """Return key and secret; a Bearer token is the same Base64 text as that of Basic."""
    scheme, _, token = authorization.strip().partition(" ")
    if scheme.lower() not in ("basic", "bearer"):
        return "", ""
    try:
        text = base64.b64decode(token.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return "", ""
    key, _, secret = text.partition(":")
    return (key, secret) if key.isascii() and key.isalnum() else ("", "")


def _is_good(client: Client, secret: str) -> bool:
    if not hmac.compare_digest(client.secret_hash, hashed_secret(secret)):
        return False
    return client.active and (client.expires_at is None or client.expires_at > dates.now())


def _count_failure(address: str) -> None:
    key = f"xapi-failures:{address}"
    cache.add(key, 0, _MINUTE)
    try:
        failures = cache.incr(key)
    except ValueError:
        # The minute ended between the two calls.
        return
    if failures > _FAILURES_A_MINUTE:
        raise TooManyAttempts
