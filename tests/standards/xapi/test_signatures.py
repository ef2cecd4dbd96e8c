"""XAPI-Data 2.6, Communication 1.5.2: signed statements and multipart content."""

import base64
import hashlib
import json
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import OctKey, RSAKey

from courses.xapi.core import multipart
from courses.xapi.core.attachments import SIGNATURE_USAGE
from courses.xapi.core.signatures import check_signature
from courses.xapi.core.violations import Violation
from tests.factories.xapi import REMOVED, attachment, full_statement

FULL = full_statement()
KEY = RSAKey.generate_key(2048)


def signature_of(payload: Any, *, algorithm: str = "RS256", **header: Any) -> bytes:
    """Return a compact signature over a statement."""
    text = payload if isinstance(payload, str) else json.dumps(payload)
    key = KEY if algorithm.startswith("RS") else OctKey.generate_key(256)
    head = {"alg": algorithm, **header}
    return jws.serialize_compact(head, text, key, algorithms=[algorithm]).encode()


def described(data: bytes, content_type: str = "application/octet-stream") -> dict[str, Any]:
    """Return the description of a signature attachment."""
    return attachment(
        usageType=SIGNATURE_USAGE,
        contentType=content_type,
        length=len(data),
        sha2=hashlib.sha256(data).hexdigest(),
        fileUrl=REMOVED,
    )


def check(data: bytes, statement: Any = FULL, **parts: Any) -> None:
    """Check a signature against a statement that carries it."""
    signature = described(data, **parts)
    whole = {**statement, "attachments": [*statement["attachments"], signature]}
    check_signature(whole, signature, data, "attachments[1]")


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_data_2_6_s4_b4_an_rsa_signature_is_accepted(algorithm: str) -> None:
    check(signature_of(FULL, algorithm=algorithm))


def test_data_2_6_s4_b4_another_algorithm_is_refused() -> None:
    with pytest.raises(Violation, match="RS256"):
        check(signature_of(FULL, algorithm="HS256"))


def test_data_2_6_s4_b1_a_signature_is_an_octet_stream() -> None:
    with pytest.raises(Violation, match="octet-stream"):
        check(signature_of(FULL), content_type="text/plain")


@pytest.mark.parametrize("data", [b"", b"x", b"a.b.c", b"\xff\x00", b"....", b"e30.e30."])
def test_data_2_6_s5_b1_a_malformed_signature_is_refused(data: bytes) -> None:
    with pytest.raises(Violation):
        check(data)


@pytest.mark.parametrize("payload", ["no json", "[]", "{}", "7", '{"verb": 1}', '{"actor": {}}'])
def test_data_2_6_s4_b3_the_payload_is_a_statement(payload: str) -> None:
    with pytest.raises(Violation):
        check(signature_of(payload))


def test_data_2_6_s5_b2_b2_the_payload_is_this_statement() -> None:
    other = {**FULL, "result": {"success": False}}
    with pytest.raises(Violation, match="this statement"):
        check(signature_of(other))


@pytest.mark.parametrize("chain", [[], ["x"], "x", [7], ["MIIB"], {}])
def test_data_2_6_s5_b2_b3_a_broken_certificate_is_refused(chain: Any) -> None:
    _, payload, signature = signature_of(FULL).split(b".")
    header = jws_header({"alg": "RS256", "x5c": chain})
    with pytest.raises(Violation):
        check(b".".join([header, payload, signature]))


def jws_header(header: dict[str, Any]) -> bytes:
    """Return the first part of a compact signature."""
    return base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=")


def test_communication_1_5_2_what_is_rendered_is_read_back() -> None:
    data = b"\x00binary\r\n--\xff"
    sha2 = hashlib.sha256(data).hexdigest()
    body = multipart.rendered(b"[]", [(sha2, "image/png", data)], boundary="b")
    parts = multipart.parts_of(body, "b")
    assert multipart.check_statements_part(parts) == b"[]"
    assert multipart.check_attachment_part(parts[1]) == sha2
    assert parts[1].data == data
    assert parts[1].headers["content-type"] == "image/png"


def test_rfc_2046_preamble_and_white_space_are_ignored() -> None:
    body = b"hello\r\n--b  \r\nContent-Type: application/json\r\n\r\n{}\r\n--b--\r\nbye"
    assert multipart.check_statements_part(multipart.parts_of(body, "b")) == b"{}"


def test_rfc_2046_a_part_may_have_no_headers() -> None:
    assert multipart.parts_of(b"--b\r\n\r\nx\r\n--b--", "b")[0].data == b"x"


@pytest.mark.parametrize(
    ("body", "boundary"),
    [
        (b"--b\r\n\r\nx", "b"),
        (b"--b\r\nno header end\r\n--b--", "b"),
        (b"", "b"),
        (b"--b--", ""),
        (b"--b--", "ü"),
        (b"--b--", "b" * 71),
    ],
)
def test_rfc_2046_broken_content_is_refused(body: bytes, boundary: str) -> None:
    with pytest.raises(Violation):
        multipart.parts_of(body, boundary)


@pytest.mark.parametrize("head", [b"", b"Content-Type: text/plain\r\n"])
def test_communication_1_5_2_s3_b2_b1_the_first_part_is_json(head: bytes) -> None:
    body = b"--b\r\n" + head + b"\r\n{}\r\n--b--"
    with pytest.raises(Violation):
        multipart.check_statements_part(multipart.parts_of(body, "b"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("content-transfer-encoding", "base64"),
        ("content-transfer-encoding", ""),
        ("x-experience-api-hash", "a" * 64),
        ("x-experience-api-hash", "x"),
        ("x-experience-api-hash", ""),
    ],
)
def test_communication_1_5_2_s3_b2_b3_b4_an_attachment_part_is_checked(
    name: str, value: str
) -> None:
    headers = {
        "content-transfer-encoding": "binary",
        "x-experience-api-hash": hashlib.sha256(b"x").hexdigest(),
    }
    multipart.check_attachment_part(multipart.Part(headers, b"x"))
    with pytest.raises(Violation):
        multipart.check_attachment_part(multipart.Part(headers | {name: value}, b"x"))


@pytest.mark.parametrize("algorithm", ["sha224", "sha256", "sha384", "sha512"])
def test_data_2_4_11_any_sha2_may_name_an_attachment(algorithm: str) -> None:
    digest = hashlib.new(algorithm, b"x").hexdigest()
    headers = {"content-transfer-encoding": "binary", "x-experience-api-hash": digest.upper()}
    assert multipart.check_attachment_part(multipart.Part(headers, b"x")) == digest


@pytest.mark.parametrize(
    ("text", "length"), [("12", 12), ("", None), ("x", None), ("-1", None), ("9" * 20, None)]
)
def test_communication_1_5_2_s3_b2_b7_a_declared_length_is_read(
    text: str, length: int | None
) -> None:
    assert multipart.declared_length(multipart.Part({"content-length": text}, b"")) == length
