"""Statements with attachments as multipart/mixed (XAPI-Communication 1.5.2)."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from courses.xapi.core.formats import is_sha2
from courses.xapi.core.violations import Violation

_BOUNDARY = re.compile(r"[A-Za-z0-9'()+_,\-./:=? ]{1,70}\Z")
_ALGORITHMS = {56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}
_CLAUSE = "Comm 1.5.2.s3.b2"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: headers by lower-case name, and its bytes."""

    headers: dict[str, str]
    data: bytes


def parts_of(body: bytes, boundary: str) -> list[Part]:
    """Return the parts of a multipart body (RFC 2046 5.1.1), or raise Violation."""
    if not _BOUNDARY.match(boundary):
        raise Violation("content", "needs a boundary in its Content-Type.", _CLAUSE)
    chunks = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    parts: list[Part] = []
    for chunk in chunks[1:]:
        if chunk.startswith(b"--"):
            return parts
        parts.append(_part(chunk))
    raise Violation("content", "ends before its closing boundary.", _CLAUSE)


def check_statements_part(parts: list[Part]) -> bytes:
    """Return the statements, which come first, as application/json: Comm 1.5.2.s3.b2.b1."""
    if not parts or _media_type(parts[0]) != "application/json":
        raise Violation("content", "must begin with a part of application/json.", _CLAUSE + ".b1")
    return parts[0].data


def check_attachment_part(part: Part) -> str:
    """Return the hash of an attachment, checked: Comm 1.5.2.s3.b2.b3, b4 (XAPI-00130 to 00134)."""
    if part.headers.get("content-transfer-encoding", "").lower() != "binary":
        raise Violation("Content-Transfer-Encoding", "must be binary.", _CLAUSE + ".b4")
    sha2 = part.headers.get("x-experience-api-hash", "").lower()
    if not is_sha2(sha2):
        raise Violation("X-Experience-API-Hash", "must be a SHA-2.", _CLAUSE + ".b3")
    if hashlib.new(_ALGORITHMS[len(sha2)], part.data).hexdigest() != sha2:
        raise Violation("X-Experience-API-Hash", "is not that of the content.", _CLAUSE + ".b3")
    return sha2


def declared_length(part: Part) -> int | None:
    """Return the Content-Length of a part, which is compared to the statement's (XAPI-00134)."""
    text = part.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def fresh_boundary() -> str:
    """Return a boundary that no content can hold, since nobody can know it before."""
    return f"xapi-{secrets.token_hex(20)}"


def rendered(
    statements: bytes, attachments: Iterable[tuple[str, str, bytes]], *, boundary: str
) -> bytes:
    """Return a multipart body of statements and (hash, content type, data) of attachments."""
    pieces = [
        _rendered_part(boundary, {"Content-Type": "application/json"}, statements),
        *(
            _rendered_part(
                boundary,
                {
                    "Content-Type": content_type,
                    "Content-Transfer-Encoding": "binary",
                    "X-Experience-API-Hash": sha2,
                },
                data,
            )
            for sha2, content_type, data in attachments
        ),
    ]
    return b"".join(pieces) + f"--{boundary}--\r\n".encode()


def _rendered_part(boundary: str, headers: dict[str, str], data: bytes) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"--{boundary}\r\n{lines}\r\n".encode() + data + b"\r\n"


def _part(chunk: bytes) -> Part:
    # Between boundary and line break there may be white space (RFC 2046 5.1.1).
    _, _, rest = chunk.partition(b"\r\n")
    if rest.startswith(b"\r\n"):
        return Part({}, rest[2:])
    head, separator, data = rest.partition(b"\r\n\r\n")
    if not separator:
        raise Violation("content", "has a part without header.", _CLAUSE)
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").split("\r\n"):
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return Part(headers, data)


def _media_type(part: Part) -> str:
    return part.headers.get("content-type", "").partition(";")[0].strip().lower()
