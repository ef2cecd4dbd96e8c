"""XAPI-Communication: clauses whose tests are not with those of their neighbours."""

import hashlib
import json
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest

from courses.xapi.models import Statement
from tests.courses.xapi.calling import Caller, basic
from tests.factories.xapi import REMOVED, agent, attachment, reference, statement
from tests.standards.xapi.test_communication import END, GOOD, JSON_HEAD, described, part, send

pytestmark = pytest.mark.django_db
STATE = {"activityId": "urn:a", "agent": json.dumps(agent()), "stateId": "s"}
PROFILE = {"activityId": "urn:a", "profileId": "p"}
NEW = {"If-None-Match": "*"}


def put(caller: Caller, resource: str, params: dict[str, str], body: Any) -> Any:
    return caller.call("PUT", resource, body, params=params, headers=NEW)


def test_communication_1_3_s3_b7_headers_of_the_alternate_syntax_stand_in_the_form() -> None:
    caller = Caller(version="1.0.3")
    form = {
        "content": json.dumps(statement()),
        "Content-Type": "application/json",
        "Authorization": basic(caller.client),
        "X-Experience-API-Version": "1.0.3",
        "statementId": str(uuid.uuid4()),
    }
    answer = caller.call(
        "POST",
        "statements",
        urlencode(form).encode(),
        params={"method": "PUT"},
        content_type="application/x-www-form-urlencoded",
        headers={"Authorization": None, "X-Experience-API-Version": None},
    )
    assert answer.status_code == 204
    assert caller.get("statements", statementId=form["statementId"]).status_code == 200


def test_communication_1_5_2_s3_b1_content_comes_with_its_statement() -> None:
    body = part(JSON_HEAD, described()) + part(GOOD, b"certificate") + END
    assert send(body).status_code == 200
    assert Statement.objects.get().attachments.count() == 1


def test_communication_1_5_2_s3_b2_b2_content_that_nobody_describes_is_refused() -> None:
    body = part(JSON_HEAD, json.dumps(statement()).encode()) + part(GOOD, b"certificate") + END
    assert send(body).status_code == 400
    assert not Statement.objects.exists()


def test_communication_1_5_2_s4_b5_without_content_an_attachment_has_an_address() -> None:
    caller = Caller()
    caller.store(statement(attachments=[attachment()]))
    homeless = statement(attachments=[attachment(fileUrl=REMOVED)])
    assert caller.post("statements", homeless).status_code == 400


def test_communication_2_1_2_a_batch_is_stored_whole_or_not_at_all() -> None:
    caller = Caller()
    good, bad = statement(), statement(actor={})
    assert caller.post("statements", [good, bad]).status_code == 400
    assert not Statement.objects.exists()
    assert len(caller.store(good, statement())) == 2


def test_communication_2_1_2_s2_b4_another_statement_of_a_known_id_is_a_conflict() -> None:
    caller, key = Caller(), str(uuid.uuid4())
    caller.store(statement(id=key))
    assert caller.post("statements", statement(id=key)).json() == [key]
    other = statement(id=key, actor=agent("other"))
    assert caller.post("statements", [statement(), other]).status_code == 409
    assert Statement.objects.count() == 1


def test_communication_2_1_2_s2_b5_a_batch_holds_no_id_twice() -> None:
    key = str(uuid.uuid4())
    twice = [statement(id=key), statement(id=key.upper())]
    assert Caller().post("statements", twice).status_code == 400


@pytest.mark.parametrize(
    ("asked", "kind"), [("true", "multipart/mixed"), ("false", "application/json")]
)
def test_communication_2_1_3_s2_b6_attachments_come_when_asked_for(asked: str, kind: str) -> None:
    send(part(JSON_HEAD, described()) + part(GOOD, b"certificate") + END)
    answer = Caller().get("statements", attachments=asked)
    assert answer["Content-Type"].partition(";")[0] == kind
    assert (b"\r\n\r\ncertificate\r\n" in answer.content) == (asked == "true")


def test_communication_2_1_3_s4_what_refers_to_a_match_is_a_match() -> None:
    caller = Caller()
    (told,) = caller.store(statement(actor=agent("a")))
    (about,) = caller.store(statement(actor=agent("b"), object=reference(told)))
    (further,) = caller.store(statement(actor=agent("c"), object=reference(about)))
    caller.store(statement(actor=agent("d")))
    assert set(caller.ids(agent=agent("a"))) == {told, about, further}


def test_communication_2_2_s8_b1_only_json_objects_are_merged() -> None:
    caller = Caller()
    put(caller, "activities/state", STATE, {"a": 1})
    assert caller.post("activities/state", {"b": 2}, **STATE).status_code == 204
    assert caller.get("activities/state", **STATE).json() == {"a": 1, "b": 2}
    assert caller.post("activities/state", [3], **STATE).status_code == 400


def test_communication_2_3_s3_a_state_is_returned_as_it_was_sent() -> None:
    caller = Caller()
    assert put(caller, "activities/state", STATE, {"page": 7}).status_code == 204
    assert caller.get("activities/state", **STATE).json() == {"page": 7}
    place = {key: value for key, value in STATE.items() if key != "stateId"}
    assert caller.get("activities/state", **place).json() == ["s"]


def test_communication_2_3_s5_states_are_deleted_one_by_one_or_all_at_once() -> None:
    caller = Caller()
    for name in ("s", "t", "u"):
        put(caller, "activities/state", {**STATE, "stateId": name}, {})
    place = {key: value for key, value in STATE.items() if key != "stateId"}
    assert caller.delete("activities/state", **STATE).status_code == 204
    assert sorted(caller.get("activities/state", **place).json()) == ["t", "u"]
    assert caller.delete("activities/state", **place).status_code == 204
    assert caller.get("activities/state", **place).json() == []


def test_communication_2_5_an_activity_has_its_canonical_definition() -> None:
    caller = Caller()
    target = {"id": "urn:a", "definition": {"name": {"de": "Lektion"}}}
    caller.store(statement(object=target))
    found = caller.get("activities", activityId="urn:a").json()
    assert found == {"objectType": "Activity", **target}


@pytest.mark.parametrize("version", [None, "2.0.0", "1.0.3", "0.9"])
def test_communication_2_8_s5_about_names_the_versions_for_everybody(version: str | None) -> None:
    headers = {"Authorization": None, "X-Experience-API-Version": version}
    answer = Caller().call("GET", "about", headers=headers)
    assert answer.status_code == 200
    assert {"1.0.3", "2.0.0"} <= set(answer.json()["version"])


def test_communication_3_1_s4_b2_the_etag_is_the_sha1_of_the_content() -> None:
    caller, content = Caller(), b'{"a": 1}'
    put(caller, "activities/profile", PROFILE, content)
    answer = caller.get("activities/profile", **PROFILE)
    assert answer["ETag"] == f'"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}"'


@pytest.mark.parametrize("resource", ["statements", "activities", "agents", "activities/state"])
@pytest.mark.parametrize("name", ["unknown", "StatementId", "Agent"])
def test_communication_3_2_s3_b7_parameters_nobody_knows_are_refused(
    resource: str, name: str
) -> None:
    assert Caller().get(resource, **{name: "x"}).status_code == 400


def test_communication_3_2_s3_b6_what_calls_itself_json_and_is_none_is_refused() -> None:
    assert put(Caller(), "activities/state", STATE, b"{").status_code == 400


def test_communication_3_2_s3_b11_a_request_that_is_too_large_is_refused(settings: Any) -> None:
    settings.KC_XAPI_MAX_BYTES = 100
    assert Caller().post("statements", statement()).status_code == 413
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("scope", "method", "resource", "params"),
    [
        ("statements/read", "POST", "statements", {}),
        ("statements/write", "GET", "statements", {}),
        ("statements/write", "GET", "activities/state", STATE),
        ("state", "GET", "activities/profile", PROFILE),
        ("profile", "GET", "activities/state", STATE),
    ],
)
def test_communication_4_2_a_scope_opens_only_what_it_names(
    scope: str, method: str, resource: str, params: dict[str, str]
) -> None:
    answer = Caller(scope).call(method, resource, statement(), params=params)
    assert answer.status_code == 403
