"""What a backup says about itself: versions, migrations and the checksum of every file."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from campus.operations.errors import BackupDamaged

NAME = "manifest.json"
FORMAT = 1


@dataclass
class Manifest:
    """The last file in the archive; a restore reads it first."""

    created: str
    database: str
    dump: str
    versions: dict[str, str]
    migrations: list[str]
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        """Return the manifest as it is stored."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False).encode()


def read_manifest(content: bytes) -> Manifest:
    """Return the manifest, or say that this is no backup."""
    try:
        data: dict[str, Any] = json.loads(content)
        manifest = Manifest(**data)
    except (ValueError, TypeError) as error:
        raise BackupDamaged(reason="its list of contents cannot be read.") from error
    if manifest.format != FORMAT:
        raise BackupDamaged(reason=f"its format {manifest.format} is not known here.")
    return manifest


class Readable(Protocol):
    """Something to read bytes from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next piece."""


class HashingReader:
    """Hands a file on and computes its checksum on the way, so that it is read once."""

    def __init__(self, stream: Readable) -> None:
        self.stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next piece."""
        piece = self.stream.read(size)
        self.digest.update(piece)
        return piece
