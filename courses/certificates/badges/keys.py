"""The keys that sign badges: made by `manage.py badge_keys`, or taken from the environment.

A set holds one private key, the first one; what was used before stays in it with its public part,
so that badges signed long ago can still be checked.
"""

import contextlib
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from joserfc.jwk import OKPKey

from courses.certificates.errors import NoKey

CURVE = "Ed25519"
ALGORITHM = "EdDSA"


def make_key() -> dict[str, Any]:
    """Return a new private key; its name is its RFC 7638 thumbprint."""
    key = OKPKey.generate_key(CURVE, private=True)
    key.ensure_kid()
    return dict(key.as_dict(private=True))


def public_part(key: dict[str, Any]) -> dict[str, Any]:
    """Return what may be published of a key."""
    shown = {name: key[name] for name in ("kty", "crv", "x", "kid")}
    return {**shown, "use": "sig", "alg": ALGORITHM}


def rotated(keys: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the set with a new key in front and only the public parts of all others."""
    return [make_key(), *(public_part(key) for key in keys)]


def read_keys() -> list[dict[str, Any]]:
    """Return the stored keys; none where there is no file yet."""
    if settings.KC_BADGE_KEYS:
        return _parse(settings.KC_BADGE_KEYS)
    path = Path(settings.KC_BADGE_KEY_FILE)
    with contextlib.suppress(FileNotFoundError):
        return _parse(path.read_text(encoding="utf-8"))
    return []


@lru_cache(maxsize=4)
def _parse(text: str) -> list[dict[str, Any]]:
    keys: list[dict[str, Any]] = json.loads(text)["keys"]
    return keys


def write_keys(keys: list[dict[str, Any]]) -> Path:
    """Write the set so that nobody but the own account can read it, at once or not at all."""
    path = Path(settings.KC_BADGE_KEY_FILE)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_suffix(".new")
    with contextlib.suppress(FileNotFoundError):
        new.unlink()
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"keys": keys}, file, indent=2)
    new.replace(path)
    return path


def signing_key() -> dict[str, Any]:
    """Return the private key in use. Raises NoKey."""
    for key in read_keys():
        if "d" in key:
            return key
    raise NoKey


def public_keys() -> list[dict[str, Any]]:
    """Return all keys as they are published, the one in use first."""
    return [public_part(key) for key in read_keys()]
