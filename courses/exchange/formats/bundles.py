"""Which files each format consists of, and how they become one ZIP archive; pure."""

import json
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import IO, Any

from courses.exchange.formats import cmi5, pages, qti, scorm
from courses.exchange.formats.book import Book

OWN = "module.json"
CHUNK = 256 * 1024
# Written into every entry, so that the same module is the same archive; ZIP knows nothing earlier.
DAY = (1980, 1, 1, 0, 0, 0)
# Already packed: to pack it again takes time and saves nothing.
PACKED = (
    ".jpg",
    ".jpeg",
    ".png",
    ".webp",
    ".avif",
    ".mp4",
    ".webm",
    ".mp3",
    ".m4a",
    ".ogg",
    ".pdf",
)


class Format(StrEnum):
    """How a module leaves the platform."""

    OWN = "module"
    HTML = "html"
    SCORM = "scorm"
    CMI5 = "cmi5"
    QTI = "qti"


def texts(format_: Format, book: Book, media: Iterable[str]) -> Mapping[str, bytes]:
    """Return the files of a format but for the media, whose places are given."""
    writers: dict[Format, Callable[[], Mapping[str, bytes]]] = {
        Format.OWN: lambda: {OWN: _plain(book.content)},
        Format.HTML: lambda: pages.files(book),
        Format.SCORM: lambda: scorm.files(book, media),
        Format.CMI5: lambda: cmi5.files(book),
        Format.QTI: lambda: qti.files(book),
    }
    return writers[format_]()


def takes_media(format_: Format) -> bool:
    """Tell whether pictures, films and documents go along; questions show none."""
    return format_ != Format.QTI


def _plain(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()


def write(
    target: IO[bytes], made: Mapping[str, bytes], media: Mapping[str, Callable[[], IO[bytes]]]
) -> Iterator[int]:
    """Write an archive; yield after each file how many are in it. Media are copied in pieces."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        number = 0
        for number, (name, data) in enumerate(made.items(), start=1):
            archive.writestr(_entry(name), data)
            yield number
        for name, opened in media.items():
            number += 1
            with opened() as stream, archive.open(_entry(name), "w", force_zip64=True) as inner:
                shutil.copyfileobj(stream, inner, CHUNK)
            yield number


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, DAY)
    is_packed = name.lower().endswith(PACKED)
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    return entry
