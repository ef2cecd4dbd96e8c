"""The manifest of a package: every file with its hash, in bytes that are always the same; pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FORMAT = "kommunalcampus-proof-package-1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.jws"
HASH_LENGTH = 64


def hash_of(content: bytes) -> str:
    """Return the SHA-256 of a content, in small letters."""
    return hashlib.sha256(content).hexdigest()


def canonical(value: Any) -> bytes:
    """Return a value as JSON whose bytes depend on nothing but the value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def manifest_of(files: Mapping[str, bytes], facts: Mapping[str, Any]) -> bytes:
    """Return the manifest of these files; `facts` say what the package is about."""
    listed = {
        name: {"sha256": hash_of(content), "bytes": len(content)} for name, content in files.items()
    }
    return canonical({"format": FORMAT, **facts, "files": listed})


def hash_in(text: str) -> str:
    """Return the hash that somebody has typed or pasted, "" where it is none."""
    plain = "".join(text.split()).replace(":", "").lower()
    is_hash = len(plain) == HASH_LENGTH and set(plain) <= set("0123456789abcdef")
    return plain if is_hash else ""
