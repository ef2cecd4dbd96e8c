"""Open an uploaded ZIP archive so that nothing in it can do harm; pure.

All that can be refused is refused from the table of contents, before anything is unpacked. What
is read afterwards never exceeds the sizes that were promised there.
"""

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from courses.packages.reading.names import decoded, safe_name, shown
from courses.packages.reading.shapes import PackageFault, Refusal

MEGABYTE = 1024 * 1024
ENCRYPTED_FLAG = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What archivers leave behind and nobody needs.
LITTER = ("__MACOSX/", ".git/", ".svn/")
LITTER_NAMES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
CHUNK = 256 * 1024
BROKEN = (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a package may be; what a bomb is, by the share of packed to unpacked size."""

    packed: int = 500 * MEGABYTE
    unpacked: int = 2000 * MEGABYTE
    files: int = 20_000
    # A single file may shrink that much, blank pictures do; from `harmless` bytes on.
    ratio: int = 250
    whole_ratio: int = 100
    harmless: int = 20 * MEGABYTE


class Archive:
    """The files of a package by their safe names."""

    def __init__(self, opened: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
        self._opened = opened
        self._entries = entries

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all files."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """Return how large a file is when unpacked."""
        return self._entries[name].file_size

    @property
    def total(self) -> int:
        """Return how large all files are together."""
        return sum(entry.file_size for entry in self._entries.values())

    def read(self, name: str, *, at_most: int = 2 * MEGABYTE) -> bytes:
        """Return the beginning of a file. Raises PackageFault where the archive is damaged."""
        try:
            with self._opened.open(self._entries[name]) as stream:
                return stream.read(at_most)
        except (*BROKEN, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
            raise PackageFault(Refusal.DAMAGED, name=shown(name)) from error

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a whole file piece by piece; its checksum is verified at the end."""
        try:
            with self._opened.open(self._entries[name]) as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except (*BROKEN, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
            raise PackageFault(Refusal.DAMAGED, name=shown(name)) from error


def open_archive(stream: IO[bytes], limits: Limits) -> Archive:
    """Return the archive in a stream; raises PackageFault for whatever must not be unpacked."""
    size = stream.seek(0, 2)
    if size > limits.packed:
        raise PackageFault(Refusal.TOO_LARGE, limit=limits.packed // MEGABYTE)
    stream.seek(0)
    try:
        opened = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise PackageFault(Refusal.NOT_A_ZIP) from error
    infos = opened.infolist()
    if len(infos) > limits.files:
        raise PackageFault(Refusal.TOO_MANY_FILES, limit=limits.files)
    _refuse_size(infos, size, limits)
    return Archive(opened, _safe_entries(infos))


def _refuse_size(infos: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    """Raise PackageFault for what would fill the disk, by the sizes the archive promises."""
    total = sum(info.file_size for info in infos)
    if total > limits.harmless and total > packed * limits.whole_ratio:
        raise PackageFault(Refusal.BOMB)
    if total > limits.unpacked:
        raise PackageFault(Refusal.UNPACKS_TOO_LARGE, limit=limits.unpacked // MEGABYTE)
    for info in infos:
        if info.file_size > max(limits.harmless, info.compress_size * limits.ratio):
            raise PackageFault(Refusal.BOMB)


def _safe_entries(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the files by safe name. Raises PackageFault."""
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = _checked(info)
        if info.is_dir() or _is_litter(name):
            continue
        if name in entries:
            raise PackageFault(Refusal.DUPLICATE, name=shown(name))
        entries[name] = info
    if not entries:
        raise PackageFault(Refusal.EMPTY)
    for name in entries:
        folder = next((one for one in _folders(name) if one in entries), None)
        if folder is not None:
            raise PackageFault(Refusal.FILE_AS_FOLDER, name=shown(folder))
    return entries


def _checked(info: zipfile.ZipInfo) -> str:
    """Return the safe name of an entry that may be unpacked. Raises PackageFault."""
    name = safe_name(decoded(info))
    mode = info.external_attr >> 16
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_IFMT(mode) == 0):
        raise PackageFault(Refusal.SYMLINK, name=shown(name))
    if info.flag_bits & ENCRYPTED_FLAG:
        raise PackageFault(Refusal.ENCRYPTED)
    if info.compress_type not in METHODS:
        raise PackageFault(Refusal.COMPRESSION, name=shown(name))
    return name


def _is_litter(name: str) -> bool:
    return name.startswith(LITTER) or name.rpartition("/")[2] in LITTER_NAMES


def _folders(name: str) -> Iterator[str]:
    """Yield the folders above a file, innermost first."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name
