"""Attachments as a statement describes them (XAPI-Data 2.4.11)."""

from courses.xapi.core import formats
from courses.xapi.core.primitives import (
    Json,
    check_array,
    check_iri,
    check_known_keys,
    check_language_map,
    check_object,
    check_required_keys,
    check_text,
    check_whole_number,
)
from courses.xapi.core.violations import Violation

SIGNATURE_USAGE = "http://adlnet.gov/expapi/attachments/signature"
_REQUIRED = ("usageType", "display", "contentType", "length", "sha2")
_ATTACHMENT_KEYS = frozenset({*_REQUIRED, "description", "fileUrl"})


def check_attachments(value: Json, path: str) -> None:
    """Check an array of attachments: XAPI-Data 2.4.s1.table1.row11 (XAPI-00025)."""
    check_array(value, path)
    for index, attachment in enumerate(value):
        check_attachment(attachment, f"{path}[{index}]")


def check_attachment(value: Json, path: str) -> None:
    """Check one attachment: XAPI-Data 2.4.11.s2.table1 (XAPI-00102 to XAPI-00107)."""
    check_object(value, path)
    check_known_keys(value, _ATTACHMENT_KEYS, path)
    check_required_keys(value, _REQUIRED, path)
    check_iri(value["usageType"], f"{path}.usageType")
    check_language_map(value["display"], f"{path}.display")
    check_content_type(value["contentType"], f"{path}.contentType")
    check_whole_number(value["length"], f"{path}.length")
    check_sha2(value["sha2"], f"{path}.sha2")
    if "description" in value:
        check_language_map(value["description"], f"{path}.description")
    if "fileUrl" in value:
        check_iri(value["fileUrl"], f"{path}.fileUrl")


def check_content_type(value: Json, path: str) -> None:
    """Check an Internet media type: XAPI-Data 2.4.11.s2.table1.row4 (XAPI-00105)."""
    check_text(value, path)
    if not formats.is_media_type(value):
        raise Violation(path, "must be a media type.", "Data 2.4.11.s2.table1.row4")


def check_sha2(value: Json, path: str) -> None:
    """Check a SHA-2 digest: XAPI-Data 2.4.11.s2.table1.row6 (XAPI-00107)."""
    check_text(value, path)
    if not formats.is_sha2(value):
        raise Violation(path, "must be a SHA-2 in hex digits.", "Data 2.4.11.s2.table1.row6")
