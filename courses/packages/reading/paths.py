"""Addresses inside a package, as manifests and pages write them; pure."""

import posixpath
import re
import unicodedata
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DRIVE = re.compile(r"(?:file:/*)?[A-Za-z]:[\\/]")


def is_elsewhere(href: str) -> bool:
    """Tell an address with a scheme or a host of its own."""
    return href.startswith("//") or bool(_SCHEME.match(href))


def is_web(href: str) -> bool:
    """Tell the address of a page on another site."""
    return href.lower().startswith(("https://", "http://", "//"))


def is_absolute(href: str) -> bool:
    """Tell an address from the root of a site or of somebody's disk: it leads nowhere here."""
    on_disk = bool(_DRIVE.match(href)) or href.lower().startswith("file:")
    return on_disk or (href.startswith("/") and not href.startswith("//"))


def file_of(href: str, *, base: str = "") -> str:
    """Return the file that an address names, seen from the folder `base`; "" for none inside."""
    if is_elsewhere(href) or is_absolute(href):
        return ""
    try:
        path = unquote(urlsplit(href.replace("\\", "/")).path)
    except ValueError:
        return ""
    joined = posixpath.normpath(posixpath.join(base, path)) if path else ""
    return "" if joined.startswith("..") or joined == "." else unicodedata.normalize("NFC", joined)


def joined(base: str, href: str) -> str:
    """Return an address that is written below a base, query and all."""
    if not base or is_elsewhere(href) or is_absolute(href):
        return href
    return f"{base.rstrip('/')}/{href}"


def with_parameters(href: str, parameters: str) -> str:
    """Return the address of a SCO with the parameters of its item (SCORM CAM, 3.4.1.6)."""
    added = parameters.lstrip("?&")
    if not added:
        return href
    if added.startswith("#"):
        return href if "#" in href else href + added
    address, mark, fragment = href.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{added}{mark}{fragment}"
