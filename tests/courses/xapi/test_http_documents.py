"""State, profiles, agents and activities over HTTP, and the documents' services."""

import hashlib
import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.xapi.documents import ACTIVITY_PROFILE, AGENT_PROFILE, STATE
from courses.xapi.models import Document
from courses.xapi.services import (
    Place,
    delete_document,
    delete_documents,
    list_documents,
    merge_document,
    put_document,
    read_document,
)
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import ACTIVITY_ID, activity, agent, group, statement

pytestmark = pytest.mark.django_db
RESOURCES: dict[str, dict[str, Any]] = {
    "activities/state": {"activityId": ACTIVITY_ID, "agent": agent(), "stateId": "a"},
    "activities/profile": {"activityId": ACTIVITY_ID, "profileId": "a"},
    "agents/profile": {"agent": agent(), "profileId": "a"},
}
ANY = pytest.mark.parametrize("resource", RESOURCES)


def id_name(resource: str) -> str:
    """Return the parameter that names a document."""
    return "stateId" if resource.endswith("state") else "profileId"


def call(caller: Caller, method: str, resource: str, body: Any = b"", **headers: str) -> Any:
    """Call a document resource with its parameters."""
    params = {
        key: value if isinstance(value, str) else json.dumps(value)
        for key, value in RESOURCES[resource].items()
    }
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return caller.call(method, resource, body, params=params, headers=named)


@ANY
def test_a_document_is_returned_as_it_was_sent(resource: str) -> None:
    caller = Caller()
    content = b'{"x" :1 }'
    assert call(caller, "PUT", resource, content).status_code == 204
    response = call(caller, "GET", resource)
    assert response.content == content
    assert response["Content-Type"] == "application/json"
    assert response["ETag"] == f'"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}"'
    assert response["Last-Modified"].endswith("GMT")
    assert response["X-Content-Type-Options"] == "nosniff"


@ANY
def test_a_document_may_be_of_any_type(resource: str) -> None:
    caller = Caller()
    params = {**RESOURCES[resource], "agent": '{"mbox":"mailto:a@b.example"}'}
    if resource == "activities/profile":
        del params["agent"]
    options = {"params": params, "content_type": "image/png"}
    assert caller.call("PUT", resource, b"\x89PNG\x00", **options).status_code == 204
    response = caller.call("GET", resource, params=params)
    assert (response.content, response["Content-Type"]) == (b"\x89PNG\x00", "image/png")


@ANY
def test_a_document_that_is_not_there_is_not_found(resource: str) -> None:
    assert call(Caller(), "GET", resource).status_code == 404


@ANY
def test_delete_takes_the_document_away(resource: str) -> None:
    caller = Caller()
    call(caller, "PUT", resource, {})
    assert call(caller, "DELETE", resource).status_code == 204
    assert call(caller, "GET", resource).status_code == 404
    assert call(caller, "DELETE", resource).status_code == 204


@ANY
def test_post_merges_top_level_properties(resource: str) -> None:
    caller = Caller()
    call(caller, "POST", resource, {"x": {"a": 1}, "y": 1})
    assert call(caller, "POST", resource, {"x": 2, "z": 3}).status_code == 204
    assert call(caller, "GET", resource).json() == {"x": 2, "y": 1, "z": 3}


@ANY
@pytest.mark.parametrize("second", [b"[]", b"7", b"x"])
def test_post_what_cannot_be_merged_is_refused_and_changes_nothing(
    resource: str, second: bytes
) -> None:
    caller = Caller()
    call(caller, "POST", resource, {"x": 1})
    assert call(caller, "POST", resource, second).status_code == 400
    assert call(caller, "GET", resource).json() == {"x": 1}


@ANY
def test_put_what_calls_itself_json_and_is_none_is_refused(resource: str) -> None:
    assert call(Caller(), "PUT", resource, b"{x").status_code == 400


@ANY
def test_the_ids_at_a_place_are_listed(resource: str) -> None:
    caller = Caller()
    params = dict(RESOURCES[resource])
    name = id_name(resource)
    for identifier in ("a", "b"):
        caller.post(resource, {}, **{**params, name: identifier})
    del params[name]
    response = caller.get(resource, **params)
    assert sorted(response.json()) == ["a", "b"]
    assert response["ETag"]
    assert caller.get(resource, since="2020-01-01T00:00:00Z", **params).json() == ["a", "b"]
    assert caller.get(resource, since="2120-01-01T00:00:00Z", **params).json() == []


@ANY
def test_documents_of_other_places_are_not_listed(resource: str) -> None:
    caller = Caller()
    for other in RESOURCES:
        call(caller, "POST", other, {})
    params = {key: value for key, value in RESOURCES[resource].items() if key != id_name(resource)}
    assert caller.get(resource, **params).json() == ["a"]


@ANY
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_if_match_guards_what_the_client_has_seen(resource: str, method: str) -> None:
    caller = Caller()
    call(caller, "POST", resource, {"x": 1})
    etag = call(caller, "GET", resource)["ETag"]
    assert call(caller, method, resource, {}, If_Match='"0000"').status_code == 412
    assert call(caller, "GET", resource).json() == {"x": 1}
    assert call(caller, method, resource, {}, If_Match=f'"x", W/{etag}').status_code == 204


@ANY
def test_if_none_match_guards_what_the_client_does_not_know(resource: str) -> None:
    caller = Caller()
    assert call(caller, "PUT", resource, {}, If_None_Match="*").status_code == 204
    assert call(caller, "PUT", resource, {}, If_None_Match="*").status_code == 412
    assert call(caller, "PUT", resource, {}, If_Match="*").status_code == 204


@ANY
def test_if_match_without_a_document_fails(resource: str) -> None:
    assert call(Caller(), "PUT", resource, {}, If_Match='"0000"').status_code == 412


@pytest.mark.parametrize(
    ("resource", "version", "first", "second"),
    [
        ("activities/state", "1.0.3", 204, 204),
        ("activities/state", "2.0.0", 204, 409),
        ("activities/profile", "1.0.3", 400, 409),
        ("activities/profile", "2.0.0", 204, 409),
        ("agents/profile", "1.0.3", 400, 409),
        ("agents/profile", "2.0.0", 204, 409),
    ],
)
def test_put_without_a_guard_follows_the_edition(
    resource: str, version: str, first: int, second: int
) -> None:
    caller = Caller(version=version)
    assert call(caller, "PUT", resource, {"x": 1}).status_code == first
    call(caller, "POST", resource, {"x": 1})
    response = call(caller, "PUT", resource, {"x": 2})
    assert response.status_code == second
    if second == 409:
        assert "If-Match" in response.json()["error"]


@pytest.mark.parametrize(
    ("resource", "params"),
    [
        ("activities/state", {"agent": agent(), "stateId": "a"}),
        ("activities/state", {"activityId": ACTIVITY_ID, "stateId": "a"}),
        ("activities/state", {"activityId": "x", "agent": agent(), "stateId": "a"}),
        ("activities/state", {"activityId": ACTIVITY_ID, "agent": "x", "stateId": "a"}),
        ("activities/state", {"activityId": ACTIVITY_ID, "agent": group(), "stateId": "a"}),
        ("activities/state", RESOURCES["activities/state"] | {"registration": "x"}),
        ("activities/state", RESOURCES["activities/state"] | {"stateId": ""}),
        ("activities/state", RESOURCES["activities/state"] | {"profileId": "x"}),
        ("activities/profile", {"profileId": "a"}),
        ("agents/profile", {"profileId": "a"}),
        ("agents/profile", RESOURCES["agents/profile"] | {"activityId": ACTIVITY_ID}),
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_a_faulty_parameter_is_refused(method: str, resource: str, params: Any) -> None:
    caller = Caller()
    deed = getattr(caller, method.lower())
    body = () if method in ("GET", "DELETE") else ({},)
    assert deed(resource, *body, **params).status_code == 400


@pytest.mark.parametrize("resource", ["activities/profile", "agents/profile"])
def test_profiles_are_not_deleted_all_at_once(resource: str) -> None:
    params = {key: value for key, value in RESOURCES[resource].items() if key != "profileId"}
    assert Caller().delete(resource, **params).status_code == 400


def test_get_with_a_faulty_since_is_refused() -> None:
    place = {"activityId": ACTIVITY_ID, "agent": agent()}
    assert Caller().get("activities/state", since="x", **place).status_code == 400


def test_states_are_told_apart_by_registration() -> None:
    caller = Caller()
    place = {"activityId": ACTIVITY_ID, "agent": agent()}
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    for registration in (first, second):
        caller.put(
            "activities/state", {"r": registration}, stateId="a", registration=registration, **place
        )
    found = caller.get("activities/state", stateId="a", registration=second, **place)
    assert found.json() == {"r": second}
    assert caller.get("activities/state", stateId="a", **place).status_code == 404
    assert caller.delete("activities/state", registration=first, **place).status_code == 204
    assert caller.get("activities/state", registration=first, **place).json() == []
    assert caller.get("activities/state", **place).json() == ["a"]


def test_lists_take_the_same_queries_for_any_length() -> None:
    caller = Caller()
    place = {"activityId": ACTIVITY_ID, "agent": agent()}
    for index in range(12):
        caller.put("activities/state", {}, stateId=str(index), **place)
    with CaptureQueriesContext(connection) as queries:
        caller.get("activities/state", **place)
    # The client is remembered for a moment.
    assert len(queries) == 1


def test_an_activity_is_returned_with_its_merged_definition() -> None:
    caller = Caller()
    caller.store(statement(object=activity(name={"de": "Kurs"})))
    caller.store(statement(object=activity(name={"en": "Course"})))
    response = caller.get("activities", activityId=ACTIVITY_ID)
    assert response.json()["definition"] == {"name": {"de": "Kurs", "en": "Course"}}
    assert response["ETag"]


@pytest.mark.parametrize(
    ("resource", "params"),
    [
        ("activities", {}),
        ("activities", {"activityId": "x"}),
        ("activities", {"activityId": "urn:x", "foo": "1"}),
        ("agents", {}),
        ("agents", {"agent": "x"}),
        ("agents", {"agent": "[]"}),
        ("agents", {"agent": '{"name":"x"}'}),
        ("agents", {"agent": '{"mbox":"mailto:a@b.example","mbox_sha1sum":"x"}'}),
        ("agents", {"agent": '{"objectType":"Group","mbox":"mailto:a@b.example"}'}),
    ],
)
def test_objects_need_their_parameter(resource: str, params: dict[str, str]) -> None:
    assert Caller().get(resource, **params).status_code == 400


def test_a_person_has_the_names_it_went_by() -> None:
    caller = Caller()
    caller.store(statement(actor=agent(name="A. Beispiel")))
    caller.store(statement(actor=group(agent(name="Anna"), agent("other", name="B"))))
    person = caller.get("agents", agent=agent()).json()
    assert person["objectType"] == "Person"
    assert person["account"] == [agent()["account"]]
    assert sorted(person["name"]) == ["A. Beispiel", "Anna"]


def test_a_person_nobody_knows_is_what_was_asked() -> None:
    asked = {"mbox": "mailto:a@b.example", "name": "N"}
    person = Caller().get("agents", agent=asked).json()
    assert person == {"objectType": "Person", "mbox": ["mailto:a@b.example"], "name": ["N"]}


def test_names_that_others_said_are_not_told() -> None:
    Caller().store(statement(actor=agent(name="A. Beispiel")))
    person = Caller("statements/read/mine").get("agents", agent=agent()).json()
    assert "name" not in person


@pytest.mark.parametrize(
    "place",
    [
        Place(STATE, "a", ACTIVITY_ID, agent(), uuid.UUID(int=1)),
        Place(ACTIVITY_PROFILE, "a", ACTIVITY_ID),
        Place(AGENT_PROFILE, "a", agent=agent()),
    ],
    ids=["state", "activity profile", "agent profile"],
)
def test_rooms_above_keep_documents_without_guards(place: Place) -> None:
    put_document(place, content=b'{"x":1}')
    put_document(place, content=b'{"x":2}')
    merge_document(place, content=b'{"y":3}')
    document = read_document(place)
    assert document is not None
    assert bytes(document.content) == b'{"x":2,"y":3}'
    assert str(document) == "a"
    assert list_documents(place).count() == 1
    delete_document(place)
    assert not Document.objects.exists()
    assert delete_documents(place) == 0
