"""The content of a request that stores statements (XAPI-Communication 1.5)."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.http import parse_header_parameters

from courses.xapi.core.jsontext import loaded
from courses.xapi.core.multipart import (
    check_attachment_part,
    check_statements_part,
    declared_length,
    parts_of,
)
from courses.xapi.core.violations import Violation
from courses.xapi.errors import BadRequest
from courses.xapi.services import Content
from courses.xapi.web.call import Call


@dataclass(frozen=True, slots=True)
class Payload:
    """Statements as sent, and contents of attachments by hash."""

    statements: Any
    contents: dict[str, Content] = field(default_factory=dict)


def received(call: Call) -> Payload:
    """Return what a call sends, as application/json or multipart/mixed (XAPI-00127)."""
    if call.media_type == "application/json":
        return Payload(loaded(call.take_body()))
    if call.media_type == "multipart/mixed":
        return _multipart(call)
    raise BadRequest(reason="Send statements as application/json or multipart/mixed.")


def _multipart(call: Call) -> Payload:
    try:
        boundary = parse_header_parameters(call.content_type)[1].get("boundary", "")
    except ValueError:
        boundary = ""
    parts = parts_of(call.take_body(), boundary)
    statements = loaded(check_statements_part(parts))
    contents = {
        check_attachment_part(part): Content(part.data, declared_length(part)) for part in parts[1:]
    }
    _check_all_used(statements, contents)
    return Payload(statements, contents)


def _check_all_used(statements: Any, contents: dict[str, Content]) -> None:
    """Refuse content that no statement describes: Communication 1.5.2.s3.b2.b2."""
    described: set[str] = set()
    for statement in statements if isinstance(statements, list) else [statements]:
        attachments = statement.get("attachments") if isinstance(statement, dict) else None
        for attachment in attachments if isinstance(attachments, list) else ():
            if isinstance(attachment, dict):
                described.add(str(attachment.get("sha2", "")).lower())
    if not described.issuperset(contents):
        raise Violation("attachments", "do not describe all the content sent.", "Comm 1.5.2")
