"""What a file of evidence may be, judged by its content and never by its name."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError

MEGABYTES = 5
LARGEST = MEGABYTES * 1024 * 1024
MOST_PIXELS = 60_000_000
NAME_LENGTH = 120
SIGNATURES = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The type of a file that may be stored."""

    media_type: str
    suffix: str


def checked(content: bytes) -> Checked | None:
    """Return the type of a readable PDF, PNG or JPEG file, None for everything else."""
    for signature, media_type, suffix in SIGNATURES:
        if content.startswith(signature):
            can_be_read = _is_pdf(content) if suffix == "pdf" else _is_picture(content)
            return Checked(media_type, suffix) if can_be_read else None
    return None


def file_name(title: str, suffix: str) -> str:
    """Return a name made of plain letters, whatever the uploaded file was called."""
    plain = "".join(sign if sign.isalnum() else "-" for sign in title).strip("-")
    return f"{plain[: NAME_LENGTH - 5] or 'nachweis'}.{suffix}"


def _is_pdf(content: bytes) -> bool:
    try:
        return len(PdfReader(io.BytesIO(content)).pages) > 0
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        return False


def _is_picture(content: bytes) -> bool:
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content)) as picture:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture.verify()
            return bool(picture.width * picture.height <= MOST_PIXELS)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning):
        return False
