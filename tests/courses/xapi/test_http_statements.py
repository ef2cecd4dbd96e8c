"""The statement resource over HTTP: storing, conflicts, single statements, pages."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.xapi import search
from courses.xapi.models import Statement
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import activity, agent, changed, full_statement, statement

pytestmark = pytest.mark.django_db


def test_post_one_statement_returns_its_id() -> None:
    response = Caller().post("statements", statement())
    assert response.status_code == 200
    assert response.json() == [str(Statement.objects.get().pk)]


def test_post_a_batch_returns_the_ids_in_order() -> None:
    whole = [statement(id=str(uuid.uuid4())) for _ in range(5)]
    assert Caller().store(*whole) == [each["id"] for each in whole]


def test_post_an_empty_batch_stores_nothing() -> None:
    assert Caller().store() == []


def test_post_is_atomic() -> None:
    response = Caller().post("statements", [statement(), statement(actor={})])
    assert response.status_code == 400
    assert response.json() == {
        "code": "invalid_statement",
        "error": "The statement was not stored. [1].actor: must have an identifier. "
        "(xAPI Data 2.4.2.1.s2.b1)",
        "path": "[1].actor",
    }
    assert not Statement.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"7", b"null", b'"x"', b"[7]", b"\xff"])
def test_post_something_else_is_refused(body: bytes) -> None:
    response = Caller().call("POST", "statements", body)
    assert response.status_code == 400
    assert response.json()["error"].endswith((".", ")"))


@pytest.mark.parametrize(
    "content_type", ["text/plain", "", "application/xml", "multipart/form-data"]
)
def test_post_of_another_type_is_refused(content_type: str) -> None:
    body = json.dumps(statement()).encode()
    response = Caller().call("POST", "statements", body, content_type=content_type)
    assert response.status_code == 400


def test_post_again_is_accepted_and_changes_nothing() -> None:
    caller, whole = Caller(), full_statement()
    caller.store(whole)
    before = Statement.objects.get().raw
    assert caller.store(whole) == [whole["id"]]
    assert Statement.objects.get().raw == before


def test_post_another_statement_under_the_id_is_a_conflict() -> None:
    caller, whole = Caller(), full_statement()
    caller.store(whole)
    response = caller.post("statements", changed(whole, "result.success", False))
    assert response.status_code == 409
    assert response.json()["code"] == "statement_conflict"


def test_put_stores_under_the_id_of_the_parameter() -> None:
    caller, identifier = Caller(), str(uuid.uuid4())
    response = caller.put("statements", statement(), statementId=identifier)
    assert (response.status_code, response.content) == (204, b"")
    assert caller.get("statements", statementId=identifier).json()["id"] == identifier


@pytest.mark.parametrize(
    ("params", "body"),
    [
        ({}, statement()),
        ({"statementId": "x"}, statement()),
        ({"statementId": str(uuid.uuid4())}, statement(id=str(uuid.uuid4()))),
        ({"statementId": str(uuid.uuid4())}, [statement()]),
        ({"statementId": str(uuid.uuid4()), "agent": "{}"}, statement()),
    ],
)
def test_put_without_a_fitting_id_is_refused(params: dict[str, str], body: Any) -> None:
    assert Caller().put("statements", body, **params).status_code == 400


def test_get_one_returns_it_as_stored() -> None:
    caller, whole = Caller(), full_statement()
    caller.store(whole)
    response = caller.get("statements", statementId=whole["id"])
    assert response.content.decode() == Statement.objects.get().raw
    assert response["Content-Type"] == "application/json"
    assert response["Last-Modified"].endswith("GMT")
    assert response["X-Experience-API-Consistent-Through"]


def test_get_one_that_is_not_there_is_not_found() -> None:
    response = Caller().get("statements", statementId=str(uuid.uuid4()))
    assert response.status_code == 404
    assert response["X-Experience-API-Consistent-Through"]


def test_get_a_voided_statement_only_as_voided() -> None:
    caller = Caller()
    (identifier,) = caller.store(statement())
    (voiding,) = caller.store(
        statement(
            verb={"id": "http://adlnet.gov/expapi/verbs/voided"},
            object={"objectType": "StatementRef", "id": identifier},
        )
    )
    assert caller.get("statements", statementId=identifier).status_code == 404
    assert caller.get("statements", voidedStatementId=identifier).json()["id"] == identifier
    assert caller.get("statements", voidedStatementId=voiding).status_code == 404
    assert caller.ids() == [voiding]


@pytest.mark.parametrize(
    "params",
    [
        {"statementId": str(uuid.uuid4()), "voidedStatementId": str(uuid.uuid4())},
        {"statementId": str(uuid.uuid4()), "verb": "urn:x"},
        {"statementId": "x"},
        {"agent": "x"},
        {"agent": "{}"},
        {"agent": '{"objectType":"Group","member":[]}'},
        {"agent": '{"mbox":null}'},
        {"verb": "x"},
        {"activity": "x"},
        {"registration": "x"},
        {"since": "yesterday"},
        {"until": "x"},
        {"limit": "-1"},
        {"limit": "x"},
        {"limit": "1e3"},
        {"ascending": "yes"},
        {"related_agents": "True"},
        {"related_activities": "1"},
        {"format": "pretty"},
        {"attachments": "x"},
        {"cursor": "x"},
        {"cursor": "2026-03-02T12:00:00Z_x"},
        {"Verb": "urn:x"},
        {"foo": "bar"},
        {"verb": "urn:\x00"},
    ],
)
def test_get_with_a_faulty_parameter_is_refused(params: dict[str, str]) -> None:
    response = Caller().call("GET", "statements", params=params)
    assert response.status_code == 400
    assert response.json()["code"] == "bad_request"


def test_get_with_a_parameter_given_twice_is_refused() -> None:
    assert Caller().call("GET", "/xapi/statements?limit=1&limit=2").status_code == 400


def test_get_pages_walk_through_all_statements_once() -> None:
    caller = Caller()
    stored = caller.store(*(statement() for _ in range(7)))
    response = caller.get("statements", limit="3", verb=statement()["verb"]["id"])
    found = []
    while True:
        page = response.json()
        found += [each["id"] for each in page["statements"]]
        if not page["more"]:
            break
        assert page["more"].startswith("/xapi/statements?")
        response = caller.call("GET", page["more"])
    assert found == stored[::-1]


def test_get_ascending_pages_walk_the_other_way() -> None:
    caller = Caller()
    stored = caller.store(*(statement() for _ in range(5)))
    first = caller.get("statements", limit="2", ascending="true").json()
    second = caller.call("GET", first["more"]).json()
    ids = [each["id"] for each in (*first["statements"], *second["statements"])]
    assert ids == stored[:4]


def test_get_as_many_as_the_store_gives(monkeypatch: Any) -> None:
    monkeypatch.setattr(search, "MAX_LIMIT", 3)
    caller = Caller()
    caller.store(*(statement() for _ in range(5)))
    for limit in ("0", "4", "999999999"):
        page = caller.get("statements", limit=limit).json()
        assert len(page["statements"]) == 3
        assert page["more"]


def test_get_nothing_is_an_empty_list() -> None:
    assert Caller().get("statements").json() == {"statements": [], "more": ""}


def test_get_takes_the_same_queries_for_any_page() -> None:
    caller, counts = Caller(), []
    caller.store(*(statement(object=activity(f"urn:{index}")) for index in range(30)))
    for limit in ("1", "30"):
        with CaptureQueriesContext(connection) as queries:
            caller.get("statements", agent=agent(), format="canonical", limit=limit)
        counts.append(len(queries))
    # Client, statements, whether references exist, definitions; on PostgreSQL who is writing.
    assert counts[0] == counts[1] <= 5


def test_get_ids_form_and_canonical_form() -> None:
    caller = Caller()
    caller.store(statement(object=activity(name={"de": "Kurs", "en": "Course"})))
    (bare,) = caller.get("statements", format="ids").json()["statements"]
    assert bare["object"] == {"id": activity()["id"]}
    response = caller.call(
        "GET",
        "statements",
        params={"format": "canonical"},
        headers={"Accept-Language": "en-GB, de;q=0.5, en;q=0.7"},
    )
    (shown,) = response.json()["statements"]
    assert shown["object"]["definition"]["name"] == {"en": "Course"}
    assert shown["verb"]["display"] == {"en": "experienced"}


def test_head_is_get_without_content() -> None:
    caller = Caller()
    caller.store(statement())
    got, head = caller.get("statements"), caller.call("HEAD", "statements")
    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == str(len(got.content))


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "TRACE"])
def test_another_method_is_not_allowed(method: str) -> None:
    response = Caller().call(method, "statements")
    assert response.status_code == 405
    assert method in response.json()["error"]


def test_a_statement_of_another_language_survives() -> None:
    caller = Caller()
    whole = statement(result={"response": "Grüße 👋 \u0000 \ud800"})
    (identifier,) = caller.store(whole)
    returned = caller.get("statements", statementId=identifier).json()
    assert returned["result"] == whole["result"]


def test_1_0_3_statements_are_given_their_version() -> None:
    caller = Caller(version="1.0.3")
    (identifier,) = caller.store(statement())
    response = caller.get("statements", statementId=identifier)
    assert response.json()["version"] == "1.0.0"
    assert response["X-Experience-API-Version"] == "1.0.3"
