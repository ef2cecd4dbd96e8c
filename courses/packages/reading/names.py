"""Names inside an archive, made safe; pure. A name that leads elsewhere is refused, not mended."""

import re
import unicodedata
from zipfile import ZipInfo

from courses.packages.reading.shapes import PackageFault, Refusal

LONGEST_SEGMENT = 255
LONGEST_NAME = 1000
DEEPEST = 40
UTF8_FLAG = 0x800
SHOWN = 120

_DRIVE = re.compile(r"[A-Za-z]:")


def safe_name(name: str) -> str:
    """Return the name as a relative path with slashes, in one spelling of its letters.

    Raises PackageFault for whatever could lead out of the folder into which it is unpacked.
    """
    path = unicodedata.normalize("NFC", name).replace("\\", "/")
    segments = [segment for segment in path.split("/") if segment not in ("", ".")]
    has_drive = bool(segments) and bool(_DRIVE.match(segments[0]))
    if path.startswith("/") or has_drive or ".." in segments:
        raise PackageFault(Refusal.OUTSIDE, name=shown(name))
    if not segments or any(map(_is_bad, segments)):
        raise PackageFault(Refusal.BAD_NAME, name=shown(name))
    too_long = any(len(segment.encode()) > LONGEST_SEGMENT for segment in segments)
    if too_long or len(path) > LONGEST_NAME or len(segments) > DEEPEST:
        raise PackageFault(Refusal.LONG_NAME, name=shown(name))
    return "/".join(segments)


def _is_bad(segment: str) -> bool:
    """Tell a name that a file system or a browser reads differently from what it shows."""
    odd = any(unicodedata.category(letter) in ("Cc", "Cs") for letter in segment)
    return odd or segment != segment.strip() or segment.endswith(".")


def decoded(info: ZipInfo) -> str:
    """Return an entry's name in the encoding that its maker most probably used.

    Without the mark for UTF-8 a name is read as code page 437; makers that write UTF-8 and forget
    the mark (macOS) are recognised because hardly any other text is valid UTF-8.
    """
    name = info.orig_filename
    if info.flag_bits & UTF8_FLAG or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


def shown(name: str) -> str:
    """Return a name that can stand in a sentence."""
    visible = "".join(letter if letter.isprintable() else "�" for letter in name)
    return visible if len(visible) <= SHOWN else f"{visible[:SHOWN]}…"
