"""Keep a provider's logo as it is today."""

import hashlib
import io
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from courses.certificates.models import Emblem

if TYPE_CHECKING:
    from members.organisations.models import Provider

# Enough for four centimetres of print.
MOST_PIXELS = (640, 320)


def emblem_of(provider: "Provider") -> Emblem | None:
    """Return the provider's logo, stored once; None where there is none that can be read."""
    if not provider.logo:
        return None
    try:
        with provider.logo.open("rb") as file:
            content = file.read()
    except OSError:
        return None
    digest = hashlib.sha256(content).hexdigest()
    known = Emblem.objects.filter(digest=digest).first()
    if known:
        return known
    image = _as_png(content)
    if image is None:
        return None
    return Emblem.objects.get_or_create(digest=digest, defaults={"image": image})[0]


def _as_png(content: bytes) -> bytes | None:
    """Return the picture small enough to be printed; None for something else."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            small = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    small.thumbnail(MOST_PIXELS)
    buffer = io.BytesIO()
    small.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
