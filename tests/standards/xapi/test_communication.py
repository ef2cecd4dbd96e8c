"""The HTTP interface, requirement by requirement (XAPI-Communication 1 to 3)."""

import hashlib
import json
import time
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils.dateparse import parse_datetime

from courses.xapi.consistency import WINDOW
from courses.xapi.models import Document, Statement
from tests.courses.xapi.calling import Caller, basic
from tests.factories.xapi import REMOVED, activity, agent, attachment, statement

pytestmark = pytest.mark.django_db
DATA = b"certificate"
SHA2 = hashlib.sha256(DATA).hexdigest()
JSON_HEAD = "Content-Type: application/json"
GOOD = (
    "Content-Type: text/plain",
    "Content-Transfer-Encoding: binary",
    f"X-Experience-API-Hash: {SHA2}",
)
OTHER = (GOOD[0], "Content-Transfer-Encoding: base64", GOOD[2])
STATE = {"activityId": "urn:a", "agent": json.dumps(agent()), "stateId": "s"}


def part(head: Any, data: bytes) -> bytes:
    lines = [head] if isinstance(head, str) else list(head)
    return b"--b\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n" + data + b"\r\n"


def described(**parts: Any) -> bytes:
    known = attachment(**{"sha2": SHA2, "length": len(DATA), "fileUrl": REMOVED, **parts})
    return json.dumps(statement(attachments=[known])).encode()


def send(body: bytes) -> Any:
    return Caller().call("POST", "statements", body, content_type="multipart/mixed; boundary=b")


END = b"--b--\r\n"


def test_communication_1_5_2_a_good_body_is_stored() -> None:
    assert send(part(JSON_HEAD, described()) + part(GOOD, DATA) + END).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        part(GOOD, DATA) + part(JSON_HEAD, described()) + END,
        part("Content-Type: text/plain", described()) + part(GOOD, DATA) + END,
        part(JSON_HEAD, b"{") + part(GOOD, DATA) + END,
        part(JSON_HEAD, described()) + part(GOOD[:1] + GOOD[2:], DATA) + END,
        part(JSON_HEAD, described()) + part(GOOD[:2], DATA) + END,
        part(JSON_HEAD, described()) + part(OTHER, DATA) + END,
        part(JSON_HEAD, described()) + part((*GOOD[:2], "X-Experience-API-Hash: 12"), DATA) + END,
        part(JSON_HEAD, described()) + part(GOOD, DATA + b"!") + END,
        part(JSON_HEAD, described()) + END,
        part(JSON_HEAD, described(length=3)) + part((*GOOD, "Content-Length: 11"), DATA) + END,
        part(JSON_HEAD, described()) + part(GOOD, DATA),
        END,
        b"",
    ],
    ids=[
        "statements second",
        "statements as text",
        "broken JSON",
        "no encoding",
        "no hash",
        "other encoding",
        "no SHA-2",
        "other content",
        "content missing",
        "other length",
        "not closed",
        "no part",
        "empty",
    ],
)
def test_communication_1_5_2_s3_b2_a_malformed_body_is_refused(body: bytes) -> None:
    assert send(body).status_code == 400
    assert not Statement.objects.exists()


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize(
    ("header", "known", "status"),
    [
        ({"If-Match": "{etag}"}, True, 204),
        ({"If-Match": '"{other}"'}, True, 412),
        ({"If-Match": '"{other}", {etag}'}, True, 204),
        ({"If-Match": "*"}, True, 204),
        ({"If-Match": "*"}, False, 412),
        ({"If-Match": '"{other}"'}, False, 412),
        ({"If-None-Match": "*"}, True, 412),
        ({"If-None-Match": "*"}, False, 204),
        ({"If-None-Match": "{etag}"}, True, 412),
        ({"If-None-Match": '"{other}"'}, True, 204),
    ],
)
def test_communication_3_1_s3_preconditions(
    header: dict[str, str], known: bool, status: int, method: str
) -> None:
    caller = Caller()
    etag = '"x"'
    if known:
        caller.call("PUT", "activities/state", {"x": 1}, params=STATE)
        etag = caller.call("GET", "activities/state", params=STATE)["ETag"]
    other = hashlib.sha1(b"other", usedforsecurity=False).hexdigest()
    headers = {k: v.replace("{etag}", etag).replace("{other}", other) for k, v in header.items()}
    response = caller.call(method, "activities/state", {"y": 2}, params=STATE, headers=headers)
    assert response.status_code == status
    if status == 412:
        assert response.json()["code"] == "precondition_failed"
        assert [bytes(row.content) for row in Document.objects.all()] == [b'{"x": 1}'] * known


def test_communication_3_1_s4_the_etag_follows_the_content() -> None:
    caller, tags = Caller(), []
    for body in (b'{"x":1}', b'{"x":2}', b'{"x":1}'):
        headers = {"If-Match": "*"} if tags else {}
        caller.call("PUT", "activities/state", body, params=STATE, headers=headers)
        tags.append(caller.call("GET", "activities/state", params=STATE)["ETag"])
    assert tags[0] == tags[2] != tags[1]
    assert tags[0].strip('"') == hashlib.sha1(b'{"x":1}', usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("form", ["ids", "canonical", "exact"])
def test_communication_2_1_3_format_keeps_what_the_store_sets(form: str) -> None:
    caller = Caller()
    (stored,) = caller.store(statement())
    found = caller.get("statements", statementId=stored, format=form).json()
    assert found["id"] == stored
    assert found.keys() >= {"actor", "verb", "object", "stored", "timestamp", "authority"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("en;q=0.1, de;q=0.9", "de"),
        ("fr, en", "en"),
        ("en;q=0, de", "de"),
    ],
)
def test_communication_2_1_3_s6_canonical_follows_accept_language(
    header: str, language: str
) -> None:
    caller = Caller()
    caller.store(statement(object=activity(name={"de": "Kurs", "en": "Course"})))
    response = caller.call(
        "GET",
        "statements",
        params={"format": "canonical"},
        headers={"Accept-Language": header},
    )
    (shown,) = response.json()["statements"]
    assert list(shown["object"]["definition"]["name"]) == [language]
    assert list(shown["verb"]["display"]) == [language]


@pytest.mark.parametrize("params", [{}, {"limit": "1"}, {"foo": "x"}, {"statementId": "x"}])
def test_communication_2_1_3_s2_b5_every_answer_says_how_far_it_is_consistent(
    params: dict[str, str],
) -> None:
    response = Caller().call("GET", "statements", params=params)
    header = response["X-Experience-API-Consistent-Through"]
    assert parse_datetime(header) is not None
    assert header.endswith("Z")


@pytest.mark.django_db(transaction=True)
def test_communication_2_1_3_consistent_through_is_not_before_what_is_listed() -> None:
    """On PostgreSQL the time stays a moment behind, for writers that have left no mark yet."""
    caller = Caller()
    caller.store(statement())
    time.sleep(WINDOW.total_seconds())
    response = caller.get("statements")
    (found,) = response.json()["statements"]
    assert response["X-Experience-API-Consistent-Through"] >= found["stored"]


@pytest.mark.parametrize("limit", [1, 2, 3])
@pytest.mark.parametrize("ascending", ["true", "false"])
def test_communication_2_1_3_more_keeps_every_filter(limit: int, ascending: str) -> None:
    caller = Caller()
    wanted = caller.store(*(statement(verb={"id": "urn:v"}) for _ in range(4)))
    caller.store(*(statement() for _ in range(3)))
    filters = {"verb": "urn:v", "ascending": ascending, "format": "ids", "limit": str(limit)}
    page, found = caller.get("statements", **filters).json(), []
    for _ in range(9):
        found += [each["id"] for each in page["statements"]]
        assert all(each["verb"] == {"id": "urn:v"} for each in page["statements"])
        if not page["more"]:
            break
        page = caller.call("GET", page["more"]).json()
    assert found == (wanted if ascending == "true" else wanted[::-1])


def test_communication_2_1_3_more_is_not_disturbed_by_what_arrives_meanwhile() -> None:
    caller = Caller()
    old = caller.store(*(statement() for _ in range(3)))
    page = caller.get("statements", limit="2").json()
    caller.store(statement())
    rest = caller.call("GET", page["more"]).json()
    assert [each["id"] for each in rest["statements"]] == old[:1]


@pytest.mark.parametrize("base", ["/xapi/", "/xapi/1.0.3/"])
@pytest.mark.parametrize(
    ("version", "status"),
    [
        ("1.0", 200),
        ("1.0.9", 200),
        ("2.0.0", 200),
        ("1.1", 400),
        ("0.9", 400),
        ("2.1.0", 400),
        ("2", 400),
        ("1.0.3x", 400),
        ("*", 400),
    ],
)
def test_communication_3_3_versions(base: str, version: str, status: int) -> None:
    response = Caller(version=version).call("GET", f"{base}statements")
    assert response.status_code == status
    assert response["X-Experience-API-Version"] in ("1.0.3", "2.0.0")


@pytest.mark.parametrize("method", ["PUT", "POST", "GET", "DELETE"])
def test_communication_1_3_alternate_syntax_reaches_documents(method: str) -> None:
    caller = Caller(version="1.0.3")
    caller.call("PUT", "activities/state", {"x": 1}, params=STATE)
    form = {**STATE, "Authorization": basic(caller.client), "X-Experience-API-Version": "1.0.3"}
    if method in ("PUT", "POST"):
        form |= {"content": '{"y":2}', "Content-Type": "application/json"}
    response = caller.call(
        "POST",
        f"/xapi/1.0.3/activities/state?method={method}",
        urlencode(form).encode(),
        content_type="application/x-www-form-urlencoded",
        headers={"Authorization": None, "X-Experience-API-Version": None},
    )
    assert response.status_code == (200 if method == "GET" else 204)
    left = [json.loads(bytes(row.content)) for row in Document.objects.all()]
    expected = {"PUT": [{"y": 2}], "POST": [{"x": 1, "y": 2}], "GET": [{"x": 1}], "DELETE": []}
    assert left == expected[method]


def test_communication_2_4_a_person_has_arrays_and_no_invented_names() -> None:
    caller = Caller()
    caller.store(statement(actor=agent(name="Erika")), statement(actor=agent(name="E. B.")))
    person = caller.get("agents", agent=agent()).json()
    assert person["objectType"] == "Person"
    assert person["account"] == [agent()["account"]]
    assert sorted(person["name"]) == ["E. B.", "Erika"]
    assert "mbox" not in person


@pytest.mark.parametrize("resource", ["agents", "activities", "about"])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_communication_2_4_2_5_2_8_are_read_only(resource: str, method: str) -> None:
    response = Caller().call(method, resource, {})
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")


def test_communication_2_1_1_put_again_is_accepted_and_another_is_a_conflict() -> None:
    caller, key = Caller(), str(uuid.uuid4())
    statuses = [
        caller.put("statements", body, statementId=key).status_code
        for body in (statement(), statement(), statement(verb={"id": "urn:other"}))
    ]
    assert statuses == [204, 204, 409]
