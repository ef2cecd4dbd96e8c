"""Pictures that human resources upload: judged by their content, and written anew; pure.

Nothing of the uploaded file is stored but its pixels: no name, no place where it was taken, nothing
that hides behind them. Drawings in SVG are programs and are refused.
"""

import io
import warnings

from PIL import Image, ImageOps

MEGABYTES = 5
LARGEST = MEGABYTES * 1024 * 1024
MOST_PIXELS = 40_000_000
SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
# What a logo and a picture are made smaller to; a picture must fill a page, a logo a corner.
LOGO, PICTURE = (512, 512), (1600, 1600)
NARROWEST = 32


class Refused(ValueError):
    """The file is no picture that may be stored; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def written_anew(content: bytes, most: tuple[int, int]) -> tuple[bytes, str]:
    """Return the picture, small enough, with the ending of its kind. Raises Refused.

    Reasons: `large`, `drawing` (SVG), `kind`, `pixels`, `small`, `broken`.
    """
    if len(content) > LARGEST:
        raise Refused("large")
    if not content.startswith(SIGNATURES):
        raise Refused("drawing" if b"<svg" in content[:2000].lower() else "kind")
    try:
        return _written(_opened(content), most)
    except Refused:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning) as error:
        raise Refused("broken") from error


def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(content), formats=["PNG", "JPEG"])
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused("pixels")
        if min(picture.size) < NARROWEST:
            raise Refused("small")
        picture.load()
    return ImageOps.exif_transpose(picture)


def _written(picture: Image.Image, most: tuple[int, int]) -> tuple[bytes, str]:
    is_plain = picture.format == "JPEG" or picture.mode in ("RGB", "L", "CMYK")
    clean = picture.convert("RGB" if is_plain else "RGBA")
    clean.thumbnail(most)
    buffer = io.BytesIO()
    if is_plain and most == PICTURE:
        clean.save(buffer, "JPEG", quality=85, optimize=True)
        return buffer.getvalue(), "jpg"
    clean.save(buffer, "PNG", optimize=True)
    return buffer.getvalue(), "png"
