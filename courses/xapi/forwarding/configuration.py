"""Where statements are forwarded to: from the environment only, never from the database.

KC_XAPI_FORWARD="university=https://lrs.example/xapi archive=https://archive.example/xapi"
KC_XAPI_FORWARD_UNIVERSITY_KEY, KC_XAPI_FORWARD_UNIVERSITY_SECRET
KC_XAPI_FORWARD_UNIVERSITY_VERSION   (2.0.0 unless the target speaks an older one)
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from courses.xapi.core.editions import Edition, negotiated

VARIABLE = "KC_XAPI_FORWARD"
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?\Z")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Address:
    """A target's endpoint and credentials; the secret does not show in logs."""

    name: str
    url: str
    key: str
    secret: str
    version: str = Edition.TWO.value

    def __repr__(self) -> str:
        return f"Address({self.name!r}, {self.url!r})"


class Misconfigured(ValueError):
    """A variable is missing or unusable; the sentence says which and why."""


def addresses(environment: Mapping[str, str] | None = None) -> dict[str, Address]:
    """Return the configured targets by name; raise Misconfigured for the first fault."""
    given = os.environ if environment is None else environment
    found: dict[str, Address] = {}
    for entry in re.split(r"[\s,]+", given.get(VARIABLE, "").strip()):
        if entry:
            address = _address(entry, given)
            if address.name in found:
                raise Misconfigured(f"{VARIABLE} names {address.name} twice.")
            found[address.name] = address
    return found


def _address(entry: str, given: Mapping[str, str]) -> Address:
    name, separator, url = entry.partition("=")
    if not separator or not _NAME.match(name):
        raise Misconfigured(
            f"{VARIABLE} holds {name[:60]!r}; write name=https://host/xapi with a name of small "
            "letters, digits and hyphens."
        )
    _check_url(name, url)
    prefix = f"{VARIABLE}_{name.upper().replace('-', '_')}"
    version = given.get(f"{prefix}_VERSION", Edition.TWO.value)
    if negotiated(version) is None:
        raise Misconfigured(f"{prefix}_VERSION is {version[:20]!r}; xAPI 1.0.3 or 2.0.0 is spoken.")
    key, secret = given.get(f"{prefix}_KEY", ""), given.get(f"{prefix}_SECRET", "")
    if not key or not secret:
        raise Misconfigured(f"Set {prefix}_KEY and {prefix}_SECRET.")
    return Address(name, url.rstrip("/"), key, secret, version)


def _check_url(name: str, url: str) -> None:
    """Demand HTTPS: learning records and a secret travel there. Loopback is this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise Misconfigured(f"The address of {name} cannot be read.") from None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if not host or not is_safe or parts.query or parts.fragment or parts.username:
        raise Misconfigured(
            f"The address of {name} must be https://host/path, without user name or parameters."
        )
