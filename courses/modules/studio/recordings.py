"""Films and recordings as they are uploaded: what is taken, and why something is not."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus.uploads.purposes import Purpose
from campus.uploads.selectors import MEGABYTE, in_megabytes
from courses.modules import rules
from courses.modules.media_files import HEAD, fault_of_head, is_cut_off

PURPOSE = "media"
SENTENCES = {
    "archive": gettext_lazy(
        "This is a ZIP archive, no film or sound. Unpack it and choose the film in it; learning "
        "packages are uploaded under “Packages”."
    ),
    "markup": gettext_lazy(
        "This is a drawing or a web page, no film or sound. Choose an MP4, WebM, MP3, M4A or OGG "
        "file."
    ),
    "other": gettext_lazy(
        "This file is broken or no film or sound. Export it again as MP4 or MP3."
    ),
    "ending": gettext_lazy(
        "The ending of the file's name does not fit what it holds. Export it again and keep the "
        "name that the program gives it."
    ),
    "cut": gettext_lazy(
        "This file is incomplete: its end is missing. Copy it once more from where it was made, or "
        "export it again, and upload it then."
    ),
}


def limit() -> int:
    """Return how large a film may be, as the operator has set it."""
    return int(settings.KC_MEDIA_MEGABYTES * MEGABYTE)


def refusal(head: bytes, name: str) -> str:
    """Say what speaks against a file by its first bytes; nothing for a film or sound."""
    code = fault_of_head(head, name)
    return str(SENTENCES[code]) if code else ""


def refusal_of_file(file: Any) -> str:
    """Say what speaks against a whole file."""
    if file.size > limit():
        told = {"size": in_megabytes(file.size), "limit": in_megabytes(limit())}
        return _(
            "This file has %(size)s MB; at most %(limit)s MB can be uploaded. Make it smaller, for "
            "example with a lower resolution."
        ) % {name: str(number) for name, number in told.items()}
    file.seek(0)
    said = refusal(file.read(HEAD), file.name)
    if not said and is_cut_off(file, file.size):
        said = str(SENTENCES["cut"])
    file.seek(0)
    return said


def purpose() -> Purpose:
    """Return what uploads have to know of films and recordings."""
    return Purpose(PURPOSE, limit=limit, may=rules.may_teach, refusal=refusal)
