"""Who calls: clients by Basic or Bearer credentials, never by a session."""

import base64
import binascii
import hmac

from campus.kit import dates, rates
from courses.xapi.credentials import asked_anew, client_with
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
    if client is not None and not _is_good(client, secret):
        # What is remembered may be older than a new secret.
        client = asked_anew(key)
        client = client if client is not None and _is_good(client, secret) else None
    if client is None:
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
    now, sent = dates.now(), hashed_secret(secret)
    if not client.active or (client.expires_at is not None and client.expires_at <= now):
        return False
    if hmac.compare_digest(client.secret_hash, sent):
        return True
    # For a while after a rotation the secret before it still works.
    kept = client.previous_until is not None and client.previous_until > now
    return kept and hmac.compare_digest(client.previous_secret_hash, sent)


def _count_failure(address: str) -> None:
    if rates.count(f"xapi-failures:{address}", seconds=_MINUTE) > _FAILURES_A_MINUTE:
        raise TooManyAttempts(retry_after=_MINUTE)
