"""Packages as they are uploaded in pieces: what is taken, and what the first bytes tell."""

from django.utils.translation import gettext as _

from campus.uploads.purposes import Purpose
from courses.packages import rules, selectors

PURPOSE = "package"
ZIP = b"PK\x03\x04"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def limit() -> int:
    """Return how large a package may be, as the operator has set it."""
    return selectors.limits().packed


def refusal(head: bytes, name: str) -> str:
    """Say that a file is neither an archive nor a bare cmi5.xml, before all of it is sent."""
    is_markup = head.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"<")
    if head.startswith(ZIP) or is_markup:
        return ""
    return _(
        "This file is no ZIP archive. Export the package from your authoring tool as SCORM, cmi5, "
        "H5P or HTML and upload that file unchanged."
    )


def purpose() -> Purpose:
    """Return what uploads have to know of packages."""
    return Purpose(PURPOSE, limit=limit, may=rules.may_work, refusal=refusal)
