"""Credentials, scopes, bounds, versions and what every answer carries."""

import base64
import datetime as dt
import json
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest

from campus.kit import dates
from courses.xapi.authority import platform_authority
from courses.xapi.services import store
from courses.xapi.web import identity
from tests.courses.xapi.calling import Caller, basic
from tests.factories.xapi import ACTIVITY_ID, ClientFactory, activity, agent, statement

pytestmark = pytest.mark.django_db
ME = "account:https://kommunalcampus.example|3f0c7a52"
STATE = {"activityId": ACTIVITY_ID, "agent": agent(), "stateId": "bookmark"}
PROFILE = {"agent": agent(), "profileId": "p"}


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Basic",
        "Basic x",
        "Basic ====",
        "Basic " + base64.b64encode(b"nobody:nothing").decode(),
        "Basic " + base64.b64encode(b"\xff:\xff").decode(),
        "Basic " + base64.b64encode(b"a\x00b:c").decode(),
        "Digest x",
        "Bearer x",
    ],
)
def test_without_good_credentials_nothing_is_answered(authorization: str | None) -> None:
    response = Caller().call("GET", "statements", headers={"Authorization": authorization})
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Basic ")
    assert response.json()["code"] == "not_signed_in"
    assert response["X-Experience-API-Version"] == "2.0.0"


@pytest.mark.parametrize(
    "fields",
    [{"active": False}, {"expires_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}],
    ids=["withdrawn", "expired"],
)
def test_a_client_that_has_ended_is_refused(fields: dict[str, Any]) -> None:
    assert Caller(**fields).get("statements").status_code == 401


def test_a_client_that_will_end_is_served() -> None:
    assert (
        Caller(expires_at=dates.now() + dt.timedelta(hours=1)).get("statements").status_code == 200
    )


def test_a_wrong_secret_is_refused() -> None:
    caller = Caller()
    headers = {"Authorization": basic(caller.client, "wrong")}
    assert caller.call("GET", "statements", headers=headers).status_code == 401


def test_a_bearer_token_is_the_same_text() -> None:
    caller = Caller()
    headers = {"Authorization": basic(caller.client).replace("Basic", "Bearer")}
    assert caller.call("GET", "statements", headers=headers).status_code == 200


def test_a_session_opens_nothing(client: Any, django_user_model: Any) -> None:
    client.force_login(django_user_model.objects.create(username="amt", is_superuser=True))
    headers = {"X-Experience-API-Version": "2.0.0"}
    assert client.get("/xapi/statements", headers=headers).status_code == 401


def test_too_many_refused_credentials_are_slowed_down(monkeypatch: Any) -> None:
    monkeypatch.setattr(identity, "_FAILURES_A_MINUTE", 3)
    caller = Caller()
    wrong = {"headers": {"Authorization": basic(caller.client, "wrong")}}
    statuses = [caller.call("GET", "statements", **wrong).status_code for _ in range(5)]
    assert statuses == [401, 401, 401, 429, 429]
    assert caller.get("statements").status_code == 200


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        (["all"], {"read", "write", "state", "state read", "profile", "profile read"}),
        (["all/read"], {"read", "state read", "profile read"}),
        (["statements/read"], {"read"}),
        (["statements/read/mine"], {"read"}),
        (["statements/write"], {"write"}),
        (["state"], {"state", "state read"}),
        (["profile"], {"profile", "profile read"}),
        (["define"], set()),
        ([], set()),
    ],
)
def test_scopes_open_what_they_name(scopes: list[str], allowed: set[str]) -> None:
    caller = Caller("state")
    caller.client.scopes = scopes
    caller.client.save()
    deeds = {
        "read": caller.get("statements"),
        "write": caller.post("statements", statement()),
        "state": caller.put("activities/state", {}, **STATE),
        "state read": caller.get("activities/state", activityId=ACTIVITY_ID, agent=agent()),
        "profile": caller.post("agents/profile", {}, **PROFILE),
        "profile read": caller.get("agents/profile", agent=agent()),
    }
    assert {name for name, answer in deeds.items() if answer.status_code < 300} == allowed
    refused = [answer for answer in deeds.values() if answer.status_code >= 300]
    assert {answer.status_code for answer in refused} <= {403}
    assert all(answer.json()["code"] == "scope_missing" for answer in refused)


@pytest.mark.parametrize(
    ("scope", "sees_all"),
    [("statements/read/mine", False), ("statements/read", True), ("all/read", True), ("all", True)],
)
def test_a_client_sees_its_own_unless_a_scope_opens_all(scope: str, sees_all: bool) -> None:
    caller = Caller(scope, "statements/write")
    (foreign,) = store([statement()], authority=platform_authority())
    (own,) = caller.store(statement())
    expected = {own, str(foreign)} if sees_all else {own}
    assert set(caller.ids()) == expected
    found = caller.get("statements", statementId=str(foreign)).status_code
    assert found == (200 if sees_all else 404)


def test_a_reference_does_not_open_what_others_said() -> None:
    (foreign,) = store([statement(verb={"id": "urn:secret"})], authority=platform_authority())
    caller = Caller("statements/read/mine", "statements/write")
    caller.store(statement(object={"objectType": "StatementRef", "id": str(foreign)}))
    assert caller.ids(verb="urn:secret") == []


def test_clients_of_one_owner_see_each_others_statements() -> None:
    owner = {"owner_kind": "provider", "owner_key": "7"}
    first = Caller("statements/write", **owner)
    second = Caller("statements/read/mine", **owner)
    third = Caller("statements/read/mine", owner_kind="provider", owner_key="8")
    stored = first.store(statement())
    assert second.ids() == stored
    assert third.ids() == []


def test_a_bound_client_sees_its_actor_and_registration_only() -> None:
    registration = uuid.uuid4()
    caller = Caller("all", bound_actor_key=ME, bound_registration=registration)
    context = {"registration": str(registration)}
    whole = [
        statement(context=context),
        statement(),
        statement(context=context, actor=agent("another")),
    ]
    own, *_ = store(whole, authority=platform_authority())
    assert caller.ids() == [str(own)]
    assert caller.post("statements", whole[1]).status_code == 403
    assert caller.post("statements", whole[0]).status_code == 200


@pytest.mark.parametrize(
    ("resource", "params", "status"),
    [
        ("activities/state", STATE | {"registration": "{bound}"}, 404),
        ("activities/state", STATE, 403),
        ("activities/state", STATE | {"registration": "{bound}", "agent": agent("x")}, 403),
        ("agents/profile", PROFILE, 404),
        ("agents/profile", PROFILE | {"agent": agent("x")}, 403),
        ("activities/profile", {"activityId": ACTIVITY_ID, "profileId": "p"}, 404),
    ],
)
def test_a_bound_client_reaches_its_own_documents_only(
    resource: str, params: dict[str, Any], status: int
) -> None:
    bound = uuid.uuid4()
    caller = Caller("all", bound_actor_key=ME, bound_registration=bound)
    asked = {key: str(bound) if value == "{bound}" else value for key, value in params.items()}
    assert caller.get(resource, **asked).status_code == status


@pytest.mark.parametrize("version", ["1.0", "1.0.0", "1.0.3", "2.0.0", "2.0.1"])
def test_the_version_spoken_is_echoed(version: str) -> None:
    response = Caller(version=version).get("statements")
    assert response.status_code == 200
    expected = "1.0.3" if version.startswith("1") else "2.0.0"
    assert response["X-Experience-API-Version"] == expected


@pytest.mark.parametrize(("base", "told"), [("/xapi/", "2.0.0"), ("/xapi/1.0.3/", "1.0.3")])
@pytest.mark.parametrize("version", [None, "0.95", "1.1.0", "3.0.0", ""])
def test_another_version_is_refused(base: str, told: str, version: str | None) -> None:
    headers = {"X-Experience-API-Version": version}
    response = Caller().call("GET", f"{base}statements", headers=headers)
    assert response.status_code == 400
    assert response["X-Experience-API-Version"] == told


def test_both_addresses_are_one_store() -> None:
    caller = Caller(version="1.0.3")
    (identifier,) = caller.post("/xapi/1.0.3/statements", statement()).json()
    page = caller.get("/xapi/1.0.3/statements", limit="1").json()
    assert [each["id"] for each in page["statements"]] == [identifier] == caller.ids()


@pytest.mark.parametrize("base", ["/xapi/", "/xapi/1.0.3/"])
def test_about_is_open_to_everybody(client: Any, base: str) -> None:
    response = client.get(f"{base}about")
    assert response.json() == {"version": ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"]}
    assert client.head(f"{base}about").content == b""
    assert client.post(f"{base}about").status_code == 405


@pytest.mark.parametrize("resource", ["about", "statements", "activities/state"])
def test_pages_of_other_origins_may_ask(client: Any, resource: str) -> None:
    response = client.options(f"/xapi/{resource}")
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in response["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in response


def test_errors_are_in_english_whatever_the_browser_speaks() -> None:
    response = Caller().call("GET", "statements?foo=1", headers={"Accept-Language": "de"})
    assert response.json()["error"].startswith("The request was not understood:")


def test_a_request_larger_than_the_store_takes_is_refused(settings: Any) -> None:
    settings.KC_XAPI_MAX_BYTES = 1000
    response = Caller().post("statements", statement(result={"response": "x" * 2000}))
    assert response.status_code == 413


def test_too_many_parameters_are_refused(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    assert Caller().call("GET", "/xapi/statements?a=1&b=2&c=3&d=4").status_code == 400


def alternate(caller: Caller, method: str, form: dict[str, str], query: str = "") -> Any:
    """Send a request in the alternate syntax."""
    return caller.call(
        "POST",
        f"/xapi/1.0.3/statements?method={method}{query}",
        urlencode(form).encode(),
        content_type="application/x-www-form-urlencoded",
        headers={"Authorization": None, "X-Experience-API-Version": None},
    )


def credentials(caller: Caller) -> dict[str, str]:
    """Return the form parameters that stand for headers."""
    return {"Authorization": basic(caller.client), "X-Experience-API-Version": "1.0.3"}


def test_alternate_syntax_puts_and_gets() -> None:
    caller, identifier = Caller(version="1.0.3"), str(uuid.uuid4())
    content = {"statementId": identifier, "content": json.dumps(statement())}
    assert alternate(caller, "PUT", credentials(caller) | content).status_code == 204
    found = alternate(caller, "GET", credentials(caller) | {"statementId": identifier})
    assert found.json()["id"] == identifier
    head = alternate(caller, "HEAD", credentials(caller) | {"statementId": identifier})
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    ("method", "form", "query"),
    [
        ("PUT", {}, ""),
        ("PUT", {"content": "{}"}, "&statementId=x"),
        ("PATCH", {"content": "{}"}, ""),
        ("GET", {"X-Experience-API-Version": "2.0.0"}, ""),
        ("GET", {"X-Experience-API-Version": "0.8"}, ""),
        ("GET", {"Content-Type": "text/plain\r\nX: y"}, ""),
        ("GET", {"verb": "urn:\x00"}, ""),
    ],
)
def test_alternate_syntax_that_breaks_its_rules_is_refused(
    method: str, form: dict[str, str], query: str
) -> None:
    caller = Caller(version="1.0.3")
    assert alternate(caller, method, credentials(caller) | form, query).status_code == 400


def test_alternate_syntax_is_a_post() -> None:
    response = Caller(version="1.0.3").call("PUT", "/xapi/1.0.3/statements?method=POST", b"")
    assert response.status_code == 400


@pytest.mark.parametrize("body", [b"{", b"content=\xff", b"a=1&a=2", b"&".join([b"a%d=1"] * 200)])
def test_alternate_syntax_needs_a_readable_form(body: bytes) -> None:
    response = Caller(version="1.0.3").call("POST", "/xapi/1.0.3/statements?method=PUT", body)
    assert response.status_code == 400


def test_an_activity_without_definition_is_still_one() -> None:
    response = Caller().get("activities", activityId="urn:x")
    assert response.json() == activity("urn:x")


def test_a_client_is_named_in_the_list_of_clients() -> None:
    assert str(ClientFactory(name="Lernspiel")) == "Lernspiel"
