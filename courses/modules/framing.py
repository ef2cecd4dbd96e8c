"""Documents as a lesson frames them: shut off from the platform around them."""

from typing import Any

from django.http import FileResponse

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


def framed(document: Any) -> FileResponse:
    """Answer with a document that can be framed."""
    kind = _kind(document)
    stream, name = document.file.open("rb"), document.filename
    answer = FileResponse(stream, content_type=KINDS[kind], filename=name)
    answer["Content-Security-Policy"] = POLICIES[kind]
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _kind(document: Any) -> str:
    return str(document.file_extension).lower()
