"""Statements with attachments over HTTP: multipart/mixed, signatures."""

import hashlib
import json
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import RSAKey

from courses.xapi.core.multipart import Part, parts_of, rendered
from courses.xapi.models import Attachment, Statement
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import REMOVED, attachment, statement

pytestmark = pytest.mark.django_db
BOUNDARY = "boundary-of-a-test"
DATA = b"\x00certificate\r\n--\xff"
SHA2 = hashlib.sha256(DATA).hexdigest()
SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"


def described(data: bytes = DATA, **parts: Any) -> dict[str, Any]:
    """Return the description of content that is sent along."""
    sha2 = hashlib.sha256(data).hexdigest()
    return attachment(**{"sha2": sha2, "length": len(data), "fileUrl": REMOVED, **parts})


def send(caller: Caller, statements: Any, *contents: bytes, method: str = "POST") -> Any:
    """Send statements with contents as multipart/mixed."""
    parts = [(hashlib.sha256(data).hexdigest(), "text/plain", data) for data in contents]
    body = rendered(json.dumps(statements).encode(), parts, boundary=BOUNDARY)
    content_type = f'multipart/mixed; boundary="{BOUNDARY}"'
    return caller.call(method, "statements", body, content_type=content_type)


def answered_parts(response: Any) -> list[Part]:
    """Return the parts of an answer in multipart/mixed."""
    media_type, _, boundary = response["Content-Type"].partition("; boundary=")
    assert media_type == "multipart/mixed"
    return parts_of(response.content, boundary)


def test_content_is_kept_and_returned_on_request() -> None:
    caller = Caller()
    whole = statement(attachments=[described()])
    assert send(caller, [whole, whole], DATA).status_code == 200
    response = caller.get("statements", attachments="true")
    first, *others = answered_parts(response)
    assert len(json.loads(first.data)["statements"]) == 2
    assert [(part.data, part.headers["x-experience-api-hash"]) for part in others] == [(DATA, SHA2)]


def test_content_cannot_forge_a_part() -> None:
    caller = Caller()
    whole = statement(attachments=[described()])
    send(caller, whole, DATA)
    first = caller.get("statements", attachments="true")["Content-Type"]
    assert caller.get("statements", attachments="true")["Content-Type"] != first


def test_content_is_not_sent_unasked() -> None:
    caller = Caller()
    (identifier,) = send(caller, statement(attachments=[described()]), DATA).json()
    for params in ({}, {"attachments": "false"}, {"statementId": identifier}):
        assert caller.get("statements", **params)["Content-Type"] == "application/json"


def test_a_single_statement_is_returned_with_its_content() -> None:
    caller = Caller()
    (identifier,) = send(caller, statement(attachments=[described()]), DATA).json()
    response = caller.get("statements", statementId=identifier, attachments="true")
    assert answered_parts(response)[1].data == DATA


def test_pages_with_contents_are_short() -> None:
    caller = Caller()
    caller.store(*(statement() for _ in range(26)))
    response = caller.get("statements", attachments="true")
    page = json.loads(answered_parts(response)[0].data)
    assert len(page["statements"]) == 25
    assert "attachments=true" in page["more"]


def test_multipart_may_hold_no_attachments() -> None:
    assert send(Caller(), statement()).status_code == 200


@pytest.mark.parametrize("algorithm", ["sha224", "sha384", "sha512"])
def test_content_may_be_named_by_any_sha2(algorithm: str) -> None:
    digest = hashlib.new(algorithm, DATA).hexdigest()
    whole = statement(attachments=[described(sha2=digest.upper())])
    body = rendered(json.dumps(whole).encode(), [(digest, "text/plain", DATA)], boundary=BOUNDARY)
    content_type = f"multipart/mixed; boundary={BOUNDARY}"
    caller = Caller()
    assert caller.call("POST", "statements", body, content_type=content_type).status_code == 200
    kept = Attachment.objects.select_related("content").get().content
    assert bytes(kept.data) == DATA


@pytest.mark.parametrize(
    ("statements", "contents"),
    [
        (statement(attachments=[described()]), []),
        (statement(attachments=[described(b"other")]), [DATA]),
        (statement(), [DATA]),
        ([], [DATA]),
        ("x", [DATA]),
        (statement(attachments="x"), [DATA]),
        (statement(attachments=["x"]), [DATA]),
    ],
    ids=["missing", "other", "not described", "empty", "text", "no list", "no object"],
)
def test_content_and_description_must_fit(statements: Any, contents: list[bytes]) -> None:
    assert send(Caller(), statements, *contents).status_code == 400
    assert not Statement.objects.exists()


def test_content_by_json_needs_an_address() -> None:
    caller = Caller()
    assert caller.post("statements", statement(attachments=[described()])).status_code == 400
    assert caller.post("statements", statement(attachments=[attachment()])).status_code == 200


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/mixed",
        "multipart/mixed; boundary=",
        "multipart/mixed; boundary=other",
        "multipart/form-data; boundary=" + BOUNDARY,
        "multipart/mixed; boundary*=utf-8''%zz",
        'multipart/mixed; boundary="',
    ],
)
def test_a_broken_envelope_is_refused(content_type: str) -> None:
    body = rendered(json.dumps(statement()).encode(), [], boundary=BOUNDARY)
    response = Caller().call("POST", "statements", body, content_type=content_type)
    assert response.status_code == 400


def signed(payload: Any) -> bytes:
    """Return a signature over a statement."""
    key = RSAKey.generate_key(2048)
    return jws.serialize_compact({"alg": "RS256"}, json.dumps(payload), key).encode()


def test_a_signed_statement_is_accepted() -> None:
    whole = statement(timestamp="2026-03-02T08:15:30Z")
    data = signed(whole)
    mark = described(data, usageType=SIGNATURE, contentType="application/octet-stream")
    assert send(Caller(), {**whole, "attachments": [mark]}, data).status_code == 200


def test_a_signature_of_another_statement_is_refused() -> None:
    data = signed(statement(verb={"id": "urn:other"}))
    mark = described(data, usageType=SIGNATURE, contentType="application/octet-stream")
    response = send(Caller(), statement(attachments=[mark]), data)
    assert response.status_code == 400
    assert "payload" in response.json()["error"]
