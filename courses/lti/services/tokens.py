"""Access tokens for tools: handed out for a signed assertion, good for an hour (RFC 7523)."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core import signing

from courses.lti.core import vocabulary as words
from courses.lti.errors import ServiceRefused
from courses.tools import rates, tokens
from courses.tools import selectors as tools
from courses.tools import services as registered
from courses.tools.errors import TokenRefused, TooOften
from courses.tools.platform import address, issuer

if TYPE_CHECKING:
    from courses.tools.models import Tool

SALT = "course_lti.access"
LASTS = dt.timedelta(hours=1)
TOKENS_A_MINUTE, CALLS_A_MINUTE = 60, 600
GRANT = "client_credentials"


def issue_token(*, sent: Mapping[str, str]) -> dict[str, Any]:
    """Return an access token. Raises ServiceRefused with an error of RFC 6749, 5.2."""
    if sent.get("grant_type") != GRANT:
        raise ServiceRefused(400, "unsupported_grant_type", f"grant_type has to be {GRANT}")
    if sent.get("client_assertion_type") != words.ASSERTION:
        sentence = f"client_assertion_type has to be {words.ASSERTION}"
        raise ServiceRefused(400, "invalid_request", sentence)
    tool = _authenticated(str(sent.get("client_assertion", "")))
    asked = str(sent.get("scope", "")).split()
    granted = [scope for scope in words.SCOPES if scope in asked]
    if not granted:
        raise ServiceRefused(400, "invalid_scope", f"known scopes: {' '.join(words.SCOPES)}")
    value = {"tool": str(tool.pk), "client": tool.client_id, "scopes": granted}
    return {
        "access_token": signing.dumps(value, salt=SALT),
        "token_type": "Bearer",
        "expires_in": int(LASTS.total_seconds()),
        "scope": " ".join(granted),
    }


def _authenticated(assertion: str) -> "Tool":
    """Return whose assertion it is: signed by the tool, for this endpoint, used once."""
    try:
        claimed = tokens.peek(assertion)
        tool = tools.tool_with_client(str(claimed.get("iss", "")))
        if tool is None:
            raise TokenRefused(reason="iss is no client ID of this platform")
        rates.count(f"token:{tool.pk}", most=TOKENS_A_MINUTE)
        claims = tokens.read(tool, assertion)
        if claims.get("sub") != tool.client_id:
            raise TokenRefused(reason="sub is not the client ID")
        if not tokens.has_audience(claims, address("lti:token"), issuer()):
            raise TokenRefused(reason="aud is not the address for access tokens")
        registered.use_up(tool, claims, "jti")
    except TokenRefused as error:
        raise ServiceRefused(401, "invalid_client", error.reason) from error
    except TooOften as error:
        raise ServiceRefused(429, "slow_down", "too many tokens in a minute") from error
    if not tool.is_usable:
        raise ServiceRefused(403, "unauthorized_client", "the tool is not approved here")
    return tool


def bearer(*, header: str, scopes: tuple[str, ...]) -> "Tool":
    """Return whose access token it is, if it allows one of the scopes. Raises ServiceRefused."""
    kind, _space, encoded = header.partition(" ")
    if kind.lower() != "bearer" or not encoded:
        raise ServiceRefused(401, "invalid_token", "an access token is missing")
    try:
        value = signing.loads(encoded.strip(), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        raise ServiceRefused(401, "invalid_token", "the access token is wrong or too old") from None
    tool = tools.tool_with_client(value["client"])
    if tool is None or not tool.is_usable:
        raise ServiceRefused(403, "unauthorized_client", "the tool is not approved here")
    if not set(scopes) & set(value["scopes"]):
        raise ServiceRefused(403, "insufficient_scope", f"needs one of {' '.join(scopes)}")
    try:
        rates.count(f"service:{tool.pk}", most=CALLS_A_MINUTE)
    except TooOften as error:
        raise ServiceRefused(429, "slow_down", "too many requests in a minute") from error
    return tool
