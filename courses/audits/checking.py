"""Check a package that somebody has sent: is it ours, and is it as it was handed out? Pure.

Nothing is unpacked to a disk, and no more is read than the manifest says and the limits allow.
"""

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO, Any

from courses.audits.manifests import FORMAT, MANIFEST, SIGNATURE, hash_of

LARGEST_MANIFEST = 5_000_000
MOST_UNPACKED = 500_000_000
MOST_FILES = 20_000
CHUNK = 1 << 16
# What a broken archive makes the library raise.
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)
IsSigned = Callable[[bytes, str], bool]


class Verdict(StrEnum):
    """What can be said of a package."""

    VALID = "valid"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict; what the manifest says where it is ours; the files that do not fit it."""

    verdict: Verdict
    manifest: dict[str, Any] = field(default_factory=dict)
    manifest_hash: str = ""
    wrong: tuple[str, ...] = ()


def examine(file: IO[bytes], is_signed: IsSigned) -> Finding:
    """Return what can be said of a file that claims to be a package."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _examined(archive, is_signed)
    except BROKEN:
        return Finding(Verdict.UNKNOWN)


def _examined(archive: zipfile.ZipFile, is_signed: IsSigned) -> Finding:
    names = archive.namelist()
    if MANIFEST not in names or SIGNATURE not in names or len(names) > MOST_FILES:
        return Finding(Verdict.UNKNOWN)
    raw = _read(archive, MANIFEST)
    manifest = _manifest(raw)
    if manifest is None:
        return Finding(Verdict.UNKNOWN)
    signature = _read(archive, SIGNATURE).decode("ascii", "replace")
    if not is_signed(raw, signature):
        return Finding(Verdict.CHANGED, wrong=(MANIFEST,))
    wrong = tuple(sorted(_wrong(archive, manifest["files"])))
    verdict = Verdict.CHANGED if wrong else Verdict.VALID
    return Finding(verdict, manifest, hash_of(raw), wrong)


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as source:
        return source.read(LARGEST_MANIFEST)


def _manifest(raw: bytes) -> dict[str, Any] | None:
    """Return the manifest if it is one of ours by its form."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    is_ours = isinstance(found, dict) and found.get("format") == FORMAT
    return found if is_ours and isinstance(found.get("files"), dict) else None


def _wrong(archive: zipfile.ZipFile, listed: dict[str, Any]) -> set[str]:
    """Return the names of files that are missing, added, twice there or different."""
    counted = Counter(archive.namelist())
    twice = {name for name, count in counted.items() if count > 1}
    names = counted.keys() - {MANIFEST, SIGNATURE}
    wrong = names ^ listed.keys() | twice
    fits = names & listed.keys() - twice
    return wrong | {name for name in fits if not _is_same(archive, name, listed[name])}


def _is_same(archive: zipfile.ZipFile, name: str, facts: dict[str, Any]) -> bool:
    is_as_long: bool = archive.getinfo(name).file_size == facts["bytes"]
    return is_as_long and _hash_in(archive, name) == facts["sha256"]


def _hash_in(archive: zipfile.ZipFile, name: str) -> str:
    digest, left = hashlib.sha256(), MOST_UNPACKED
    with archive.open(name) as source:
        while left > 0 and (piece := source.read(CHUNK)):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()
