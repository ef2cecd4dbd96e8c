"""Random input over HTTP: never a 5xx, always a version, and nothing stored by accident."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client as HttpClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.xapi.models import Statement
from tests.courses.xapi.calling import Caller, basic
from tests.factories.xapi import ACTIVITY_ID, agent, full_statement

pytestmark = pytest.mark.django_db
RESOURCES = [
    "about",
    "statements",
    "activities",
    "activities/state",
    "activities/profile",
    "agents",
    "agents/profile",
]
METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"]
few = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=6), below),
    max_leaves=6,
)


def answered(response: Any) -> None:
    assert response.status_code < 500, response.content
    assert response["X-Experience-API-Version"] in ("1.0.3", "2.0.0")
    if response.status_code >= 400 and response.content:
        assert response.json()["error"]


@few
@given(
    st.sampled_from(METHODS),
    st.sampled_from(RESOURCES),
    st.binary(max_size=40),
    st.sampled_from(["1.0.3", "2.0.0"]),
)
def test_random_bytes_are_answered(method: str, resource: str, body: bytes, version: str) -> None:
    answered(Caller(version=version).call(method, resource, body))


@few
@given(st.sampled_from(METHODS), st.sampled_from(RESOURCES), st.text(max_size=60))
def test_random_query_strings_are_answered(method: str, resource: str, query: str) -> None:
    caller = Caller()
    raw = query.encode("utf-8", "surrogatepass").decode("latin-1")
    response = HttpClient().generic(
        method,
        f"/xapi/{resource}",
        QUERY_STRING=raw,
        headers={
            "Authorization": _credentials(caller),
            "X-Experience-API-Version": "2.0.0",
        },
    )
    answered(response)


def _credentials(caller: Caller) -> str:
    return basic(caller.client)


PATHS = [
    "actor",
    "actor.account",
    "verb",
    "verb.id",
    "verb.display",
    "object",
    "object.id",
    "result",
    "result.score",
    "result.score.raw",
    "result.duration",
    "result.extensions",
    "context",
    "context.contextActivities",
    "context.team",
    "context.statement",
    "timestamp",
    "attachments",
    "version",
    "id",
]


@few
@given(st.sampled_from(PATHS), anything)
def test_random_value_within_a_statement_is_stored_and_read_or_refused(
    path: str, value: Any
) -> None:
    caller, whole = Caller(), full_statement()
    *above, last = path.split(".")
    place = whole
    for key in above:
        place = place[key]
    place[last] = value
    response = caller.post("statements", whole)
    answered(response)
    if response.status_code == 200:
        (stored,) = response.json()
        for form in ("exact", "ids", "canonical"):
            found = caller.get("statements", statementId=stored, format=form)
            assert found.status_code == 200
    else:
        assert not Statement.objects.filter(pk=whole["id"] if path != "id" else uuid.UUID(int=0))


@few
@given(
    st.sampled_from(
        ["since", "until", "limit", "cursor", "agent", "verb", "activity", "registration", "format"]
    ),
    st.text(max_size=30) | anything.map(json.dumps),
)
def test_random_filter_value_is_answered(name: str, value: str) -> None:
    response = Caller().call(
        "GET", "statements", params={name: value.encode("utf-8", "replace").decode()}
    )
    answered(response)


@few
@given(st.text(max_size=30), st.sampled_from(["If-Match", "If-None-Match", "Content-Type"]))
def test_random_header_on_a_document_is_answered(value: str, header: str) -> None:
    safe = "".join(letter for letter in value if letter.isprintable()).encode("ascii", "ignore")
    params = {"activityId": ACTIVITY_ID, "agent": json.dumps(agent()), "stateId": "a"}
    headers = {} if header == "Content-Type" else {header: safe.decode()}
    content_type = safe.decode() if header == "Content-Type" else "application/json"
    answered(
        Caller().call(
            "PUT",
            "activities/state",
            {},
            params=params,
            headers=headers,
            content_type=content_type,
        )
    )


@few
@given(st.text(max_size=30))
def test_random_accept_language_is_answered(value: str) -> None:
    caller = Caller()
    caller.store(full_statement())
    safe = "".join(letter for letter in value if letter.isprintable()).encode("ascii", "ignore")
    response = caller.call(
        "GET",
        "statements",
        params={"format": "canonical"},
        headers={"Accept-Language": safe.decode()},
    )
    assert response.status_code == 200
    assert len(response.json()["statements"][0]["verb"]["display"]) == 1


@few
@given(st.binary(max_size=60), st.booleans())
def test_random_multipart_is_refused(noise: bytes, opened: bool) -> None:
    body = (b"--b\r\n" if opened else b"") + noise + b"\r\n--b--"
    response = Caller().call("POST", "statements", body, content_type="multipart/mixed; boundary=b")
    answered(response)
    assert not Statement.objects.exists()


@few
@given(st.text(max_size=40))
def test_random_alternate_form_is_answered(text: str) -> None:
    body = text.encode("utf-8", "surrogatepass")
    for method in ("GET", "PUT"):
        response = Caller(version="1.0.3").call(
            "POST",
            f"/xapi/1.0.3/statements?method={method}",
            body,
            content_type="application/x-www-form-urlencoded",
        )
        answered(response)
