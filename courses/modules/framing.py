"""Documents as a lesson frames them: shut off from the platform around them; pure."""

from typing import Any

KINDS = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
# A page of one's own may bring its script, yet it runs in a world of its own: no cookies, no
# session, no address of ours. Firefox and Chrome show no PDF in such a frame; it runs no script.
POLICIES = {
    "pdf": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    "html": (
        "sandbox allow-scripts; default-src 'none'; img-src data:; font-src data:; "
        "style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'self'"
    ),
}


def can_be_framed(document: Any) -> bool:
    """Tell whether a lesson may frame a document of this kind."""
    return _kind(document) in KINDS


def headers(document: Any) -> dict[str, str]:
    """Return with which headers a document that can be framed is sent."""
    kind = _kind(document)
    return {
        "Content-Type": KINDS[kind],
        "Content-Security-Policy": POLICIES[kind],
        "Cache-Control": "private, max-age=3600",
    }


def _kind(document: Any) -> str:
    return str(document.file_extension).lower()
