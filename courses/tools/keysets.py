"""The public keys of a tool: entered by its owner, or fetched and kept for an hour.

A key that is unknown is looked for once more, at most once a minute: tools exchange their keys.
"""

from typing import Any

from django.core.cache import cache
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from courses.tools.errors import BadKey, NotFetched, TokenRefused
from courses.tools.fetching import fetch_json
from courses.tools.models import Tool

HOUR, MINUTE = 3600, 60
LEAST_BITS = 2048
MOST_KEYS = 20
Jwk = dict[str, Any]


def read_key(text: str) -> RSAKey:
    """Return the public key that somebody has entered. Raises BadKey."""
    try:
        key = RSAKey.import_key(text.strip())
    except (JoseError, ValueError, TypeError):
        raise BadKey from None
    if key.is_private or _bits(key) < LEAST_BITS:
        raise BadKey
    return key


def usable(document: dict[str, Any]) -> list[Jwk]:
    """Return the public RSA keys for signatures in a key set."""
    found = document.get("keys")
    rows = found[:MOST_KEYS] if isinstance(found, list) else []
    return [one for one in rows if isinstance(one, dict) and _is_usable(one)]


def _is_usable(row: Jwk) -> bool:
    if row.get("kty") != "RSA" or row.get("use", "sig") != "sig" or "d" in row:
        return False
    if row.get("alg", "RS256") != "RS256":
        return False
    try:
        return _bits(_imported(row)) >= LEAST_BITS
    except (JoseError, ValueError, TypeError):
        return False


def _imported(row: Jwk) -> RSAKey:
    """Import nothing of a key but what it consists of: not what its owner says it may do."""
    return RSAKey.import_key({name: row[name] for name in ("kty", "n", "e") if name in row})


def _bits(key: RSAKey) -> int:
    size: int = key.raw_value.key_size
    return size


def fetched_keys(tool: Tool, *, anew: bool = False) -> list[Jwk]:
    """Return the keys that a tool publishes. Raises NotFetched."""
    name = f"lti-keys:{tool.pk}:{tool.keys_url[-120:]}"
    kept = None if anew else cache.get(name)
    if kept is not None:
        keys: list[Jwk] = kept
        return keys
    keys = usable(fetch_json(tool.keys_url))
    cache.set(name, keys, HOUR)
    return keys


def key_of(tool: Tool, kid: str) -> RSAKey:
    """Return the key with which a tool has signed. Raises TokenRefused."""
    if tool.public_key:
        return read_key(tool.public_key)
    try:
        found = _among(fetched_keys(tool), kid)
        if found is None and cache.add(f"lti-keys-anew:{tool.pk}", 1, MINUTE):
            found = _among(fetched_keys(tool, anew=True), kid)
    except NotFetched as error:
        raise TokenRefused(reason=f"the keys of the tool could not be read ({error})") from error
    if found is None:
        raise TokenRefused(reason="it was signed with a key that the tool does not publish (kid)")
    return _imported(found)


def _among(keys: list[Jwk], kid: str) -> Jwk | None:
    """Return the key of this name; without a name, the only one there is."""
    if not kid:
        return keys[0] if len(keys) == 1 else None
    return next((key for key in keys if key.get("kid") == kid), None)
