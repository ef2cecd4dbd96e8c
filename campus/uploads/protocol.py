"""tus 1.0: what its headers say; pure. https://tus.io/protocols/resumable-upload"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
PIECE_TYPE = "application/offset+octet-stream"
ALGORITHMS: Mapping[str, Callable[[], Any]] = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
LONGEST_METADATA = 2000
# No row holds a larger number.
LARGEST = 2**63 - 1
NUMBER = re.compile(r"[0-9]{1,19}\Z")
KEY = re.compile(r"[\x21-\x2b\x2d-\x7e]+\Z")


class NotUnderstood(ValueError):
    """A header does not say what the protocol lets it say."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a piece has to sum up to."""

    algorithm: str
    digest: bytes

    def begun(self) -> Any:
        """Return a sum of nothing yet."""
        return ALGORITHMS[self.algorithm]()


def number(text: str | None, name: str) -> int:
    """Return a number that is not negative."""
    if text is None or not NUMBER.match(text) or int(text) > LARGEST:
        raise NotUnderstood(f"{name} has to be a whole number, zero or more.")
    return int(text)


def metadata(text: str) -> dict[str, str]:
    """Return what `Upload-Metadata` says: keys and Base64 values, between them commas."""
    if len(text) > LONGEST_METADATA:
        raise NotUnderstood("Upload-Metadata is too long.")
    found: dict[str, str] = {}
    for pair in filter(None, (pair.strip() for pair in text.split(","))):
        key, _space, value = pair.partition(" ")
        if not KEY.match(key) or key in found:
            raise NotUnderstood("Upload-Metadata has an empty, strange or repeated key.")
        found[key] = _text(value.strip())
    return found


def _text(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode().replace("\0", "")
    except (binascii.Error, ValueError) as error:
        raise NotUnderstood("Upload-Metadata has a value that is not Base64 of UTF-8.") from error


def checksum(text: str) -> Checksum | None:
    """Return what `Upload-Checksum` says: an algorithm and a Base64 sum; None without it."""
    if not text:
        return None
    algorithm, _space, value = text.partition(" ")
    if algorithm not in ALGORITHMS:
        raise NotUnderstood("Upload-Checksum names an unknown algorithm.")
    try:
        digest = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotUnderstood("Upload-Checksum is not Base64.") from error
    return Checksum(algorithm, digest)
