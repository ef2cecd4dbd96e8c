"""Tokens that tools have signed: only RS256, only with their own key, only now."""

import base64
import binascii
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from joserfc import jwt
from joserfc.errors import JoseError

from campus.kit import dates
from courses.tools.errors import TokenRefused
from courses.tools.keysets import key_of

if TYPE_CHECKING:
    from courses.tools.models import Tool

ALGORITHM = "RS256"
LONGEST = 128 * 1024
# How far clocks may be apart, and how long a token may be good for.
SKEW = dt.timedelta(minutes=2)
LONGEST_LIFE = dt.timedelta(hours=1)
LATEST = 4_102_444_800
Claims = dict[str, Any]


def read(tool: "Tool", text: str) -> Claims:
    """Return the claims of a token that this tool has signed and that is in time.

    Raises TokenRefused.
    """
    header = _header(text)
    if header.get("alg") != ALGORITHM:
        raise TokenRefused(reason="it has to be signed with RS256 (alg)")
    if "crit" in header:
        raise TokenRefused(reason="it asks for extensions that are not known here (crit)")
    key = key_of(tool, str(header.get("kid") or ""))
    try:
        claims: Claims = dict(jwt.decode(text, key, algorithms=[ALGORITHM]).claims)
    except (JoseError, ValueError, TypeError):
        raise TokenRefused(reason="its signature is not right") from None
    _check_time(claims)
    return claims


def peek(text: str) -> Claims:
    """Return the claims of a token that nobody has checked: good for finding out whose it is."""
    return _decoded(text, 1)


def _header(text: str) -> Claims:
    return _decoded(text, 0)


def _decoded(text: str, part: int) -> Claims:
    parts = text.split(".")
    if len(text) > LONGEST or len(parts) != 3:
        raise TokenRefused(reason="it is no token (JWT)")
    try:
        padded = parts[part] + "=" * (-len(parts[part]) % 4)
        value = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    except (ValueError, binascii.Error, RecursionError):
        raise TokenRefused(reason="it is no token (JWT)") from None
    if not isinstance(value, dict):
        raise TokenRefused(reason="it is no token (JWT)")
    return value


def _check_time(claims: Claims) -> None:
    now, skew = dates.now().timestamp(), SKEW.total_seconds()
    ends, made = _moment(claims, "exp"), _moment(claims, "iat")
    if ends <= now - skew:
        raise TokenRefused(reason="its time is over (exp)")
    if made > now + skew or _moment(claims, "nbf", made) > now + skew:
        raise TokenRefused(reason="it comes from the future; check the clocks (iat, nbf)")
    if ends - made > LONGEST_LIFE.total_seconds() + skew or made < now - 2 * 3600:
        raise TokenRefused(reason="it is good for too long (iat, exp)")


def _moment(claims: Claims, name: str, otherwise: float | None = None) -> float:
    value = claims.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenRefused(reason=f"its moment is missing ({name})")
    # Also what is no number at all (NaN), which is neither more nor less than anything.
    if not 0 <= value <= LATEST:
        raise TokenRefused(reason=f"its moment is out of range ({name})")
    return float(value)


def has_audience(claims: Claims, *wanted: str) -> bool:
    """Tell whether a token is meant for one of these, and for nobody else besides."""
    named = claims.get("aud")
    audience = named if isinstance(named, list) else [named]
    return bool(audience) and all(one in wanted for one in audience)
