"""Every scope on every resource, over one's own and over foreign statements (Communication 4.2)."""

import json
import uuid
from typing import Any

import pytest

from courses.xapi import scopes
from courses.xapi.authority import client_authority, platform_authority
from courses.xapi.errors import UnknownScope
from courses.xapi.models import Activity, Client, Document, Statement
from courses.xapi.services import create_client, store
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import ACTIVITY_ID, ClientFactory, activity, agent, reference, statement

PLACES: dict[str, dict[str, Any]] = {
    "activities/state": {"activityId": ACTIVITY_ID, "agent": agent(), "stateId": "a"},
    "activities/profile": {"activityId": ACTIVITY_ID, "profileId": "a"},
    "agents/profile": {"agent": agent(), "profileId": "a"},
}
READS_ALL = {"all", "all/read", "statements/read"}
READS = READS_ALL | {"statements/read/mine"}
WRITES = {"all", "statements/write"}
DOCUMENT_SCOPE = {
    "activities/state": "state",
    "activities/profile": "profile",
    "agents/profile": "profile",
}
EACH_SCOPE = pytest.mark.parametrize("scope", scopes.SCOPES)
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


@pytest.mark.parametrize("wanted", scopes.SCOPES)
@pytest.mark.parametrize("held", scopes.SCOPES)
@pytest.mark.parametrize("reading", [True, False])
def test_allows_follows_the_table(held: str, wanted: str, reading: bool) -> None:
    expected = held in ("all", wanted)
    if held == "all/read":
        expected = expected or reading or wanted.startswith("statements/read")
    if held == "statements/read":
        expected = expected or wanted == "statements/read/mine"
    assert scopes.allows([held], wanted, reading=reading) is expected


def test_no_scope_allows_nothing() -> None:
    assert not any(scopes.allows([], wanted, reading=True) for wanted in scopes.SCOPES)


@pytest.mark.django_db
@EACH_SCOPE
@pytest.mark.parametrize("foreign", [True, False])
def test_reading_one_statement(scope: str, foreign: bool) -> None:
    caller = Caller(scope)
    authority = platform_authority() if foreign else client_authority(caller.client)
    (stored,) = store([statement()], authority=authority)
    status = caller.get("statements", statementId=str(stored)).status_code
    if scope not in READS:
        assert status == 403
    else:
        assert status == (200 if scope in READS_ALL or not foreign else 404)


@pytest.mark.django_db
@EACH_SCOPE
def test_reading_a_list_holds_what_may_be_read_whatever_the_filter(scope: str) -> None:
    caller = Caller(scope)
    own, *_ = store([statement()], authority=client_authority(caller.client))
    foreign, *_ = store([statement()], authority=platform_authority())
    expected = {str(own), str(foreign)} if scope in READS_ALL else {str(own)}
    for filters in ({}, {"agent": agent()}, {"activity": ACTIVITY_ID}, {"related_agents": "true"}):
        response = caller.get("statements", **filters)
        if scope in READS:
            assert {each["id"] for each in response.json()["statements"]} == expected
        else:
            assert (response.status_code, response.json()["code"]) == (403, "scope_missing")


@pytest.mark.django_db
@EACH_SCOPE
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_writing_a_statement(scope: str, method: str) -> None:
    params = {"statementId": str(uuid.uuid4())} if method == "PUT" else {}
    response = Caller(scope).call(method, "statements", statement(), params=params)
    assert (response.status_code < 300) is (scope in WRITES)
    assert Statement.objects.exists() is (scope in WRITES)
    if scope not in WRITES:
        assert "“statements/write”" in response.json()["error"]


@pytest.mark.django_db
@EACH_SCOPE
@pytest.mark.parametrize("resource", PLACES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "DELETE"])
@pytest.mark.parametrize("foreign", [True, False])
def test_documents(scope: str, resource: str, method: str, foreign: bool) -> None:
    owner = {"owner_kind": "provider", "owner_key": "8" if foreign else "7"}
    Caller("all", **owner).post(resource, {"x": 1}, **PLACES[resource])
    before = Document.objects.get().etag
    caller = Caller(scope, owner_kind="provider", owner_key="7")
    deed = caller.call(
        method,
        resource,
        {"y": 2} if method in ("PUT", "POST") else b"",
        params={key: _text(value) for key, value in PLACES[resource].items()},
        headers={"If-Match": "*"},
    )
    reads = method in ("GET", "HEAD")
    has_scope = scope == DOCUMENT_SCOPE[resource]
    allowed = scope == "all" or (scope == "all/read" and reads) or (has_scope and not foreign)
    assert (deed.status_code < 300) is allowed
    if not allowed:
        assert deed.status_code == (404 if has_scope and reads else 403)
        assert Document.objects.get().etag == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scope", "seen", "left"),
    [("state", ["mine"], ["theirs"]), ("all/read", ["mine", "theirs"], None), ("all", None, [])],
)
def test_documents_are_listed_and_deleted_together_as_far_as_they_may_be(
    scope: str, seen: list[str] | None, left: list[str] | None
) -> None:
    place = {key: value for key, value in PLACES["activities/state"].items() if key != "stateId"}
    for owner, name in (("7", "mine"), ("8", "theirs")):
        keeper = Caller("state", owner_kind="provider", owner_key=owner)
        keeper.post("activities/state", {}, stateId=name, **place)
    caller = Caller(scope, owner_kind="provider", owner_key="7")
    assert caller.get("activities/state", **place).json() == (seen or ["mine", "theirs"])
    deleted = caller.delete("activities/state", **place)
    assert deleted.status_code == (403 if left is None else 204)
    kept = list(Document.objects.values_list("document_id", flat=True))
    assert kept == (["mine", "theirs"] if left is None else left)


@pytest.mark.django_db
def test_document_of_another_client_is_not_merged_into() -> None:
    place = PLACES["agents/profile"]
    Caller("profile", owner_key="7").post("agents/profile", {"x": 1}, **place)
    refused = Caller("profile", owner_key="8").post("agents/profile", {"y": 2}, **place)
    assert (refused.status_code, refused.json()["code"]) == (403, "foreign_document")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


@pytest.mark.django_db
@EACH_SCOPE
@pytest.mark.parametrize("foreign", [True, False])
def test_voiding(scope: str, foreign: bool) -> None:
    caller = Caller(scope)
    authority = platform_authority() if foreign else client_authority(caller.client)
    (stored,) = store([statement()], authority=authority)
    voiding = statement(verb={"id": VOIDED}, object=reference(stored))
    status = caller.post("statements", voiding).status_code
    may = scope == "all" or (scope in WRITES and not foreign)
    assert status == (200 if may else 403)
    assert Statement.objects.get(pk=stored).voided is may


@pytest.mark.django_db
@EACH_SCOPE
def test_defining_activities(scope: str) -> None:
    client = ClientFactory(scopes=[scope, "statements/write"])
    named = statement(object=activity(name={"de": "Kurs"}))
    store([named], authority=client_authority(client))
    assert Activity.objects.exists() is (scope in {"all", "define"})


@pytest.mark.django_db
def test_definition_by_who_may_not_define_leaves_the_known_one() -> None:
    store([statement(object=activity(name={"de": "Kurs"}))], authority=platform_authority())
    stranger = client_authority(ClientFactory(scopes=["statements/write"]))
    store([statement(object=activity(name={"de": "Unfug"}))], authority=stranger)
    response = Caller().get("activities", activityId=ACTIVITY_ID)
    assert response.json()["definition"] == {"name": {"de": "Kurs"}}


@pytest.mark.django_db
def test_scopes_add_up() -> None:
    caller = Caller("statements/write", "state")
    assert caller.post("statements", statement()).status_code == 200
    assert caller.post("activities/state", {}, **PLACES["activities/state"]).status_code == 204
    assert caller.get("statements").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["", "ALL", "statements", "state ", "*", "all/write"])
def test_unknown_scope_is_refused_and_makes_no_client(wrong: str) -> None:
    with pytest.raises(UnknownScope) as caught:
        create_client(name="Lernspiel", scopes=["state", wrong])
    assert (caught.value.code, caught.value.status) == ("unknown_scope", 400)
    assert not Client.objects.exists()


@pytest.mark.django_db
def test_scopes_given_twice_are_kept_once() -> None:
    client, _secret = create_client(name="Lernspiel", scopes=["state", "profile", "state"])
    assert client.scopes == ["state", "profile"]
