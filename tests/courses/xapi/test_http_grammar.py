"""Every resource, asked by its grammar: whatever is odd gets a 4xx, never a 5xx."""

import json
from typing import Any

import pytest
from django.test import Client as HttpClient
from hypothesis import HealthCheck, given, settings

from tests.courses.xapi.calling import Caller, basic
from tests.courses.xapi.requests import KNOWN_ID, Request, as_form, as_query, requests
from tests.factories.xapi import ACTIVITY_ID, agent, full_statement

pytestmark = pytest.mark.django_db
# Bounded, so that the run stays short; a longer search needs no more than a larger number.
many = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def caller() -> Caller:
    """Return a client of a store that holds a statement, a voided one and documents."""
    caller = Caller(accounts_only=False)
    caller.store({**full_statement(), "id": KNOWN_ID}, full_statement())
    place = {"activityId": ACTIVITY_ID, "agent": agent()}
    caller.put("activities/state", {"page": 1}, stateId="bookmark", **place)
    for resource, params in (
        ("activities/profile", {"activityId": ACTIVITY_ID}),
        ("agents/profile", {"agent": agent()}),
    ):
        caller.put(resource, {"film": True}, profileId="likes", **params)
    return caller


def check(response: Any, request: Request) -> None:
    """Expect an answer that a client can act on."""
    assert response.status_code < 500, (request, response.content)
    if request.method != "OPTIONS":
        assert response["X-Experience-API-Version"] in ("1.0.3", "2.0.0")
    if response.status_code >= 400 and response.content:
        assert response.json()["error"]
    if request.method == "HEAD":
        assert not response.content
    elif response.status_code == 200 and "json" in response["Content-Type"]:
        json.loads(response.content)


def send(caller: Caller, request: Request) -> Any:
    """Send a request in the usual syntax."""
    return HttpClient().generic(
        request.method,
        f"/xapi/{request.resource}",
        request.body,
        request.content_type,
        QUERY_STRING=as_query(request.params),
        headers={
            "Authorization": basic(caller.client),
            "X-Experience-API-Version": request.version,
            **request.headers,
        },
    )


@many
@given(requests())
def test_any_request_is_answered(caller: Caller, request_: Request) -> None:
    check(send(caller, request_), request_)
    whole = caller.get("statements", attachments="true")
    assert whole.status_code == 200


@many
@given(requests())
def test_any_request_in_the_alternate_syntax_is_answered(caller: Caller, request_: Request) -> None:
    response = HttpClient().generic(
        "POST",
        f"/xapi/1.0.3/{request_.resource}",
        as_form(request_),
        "application/x-www-form-urlencoded",
        QUERY_STRING=f"method={request_.method}",
        headers={"Authorization": basic(caller.client), "X-Experience-API-Version": "1.0.3"},
    )
    assert response.status_code < 500, (request_, response.content)
    assert response["X-Experience-API-Version"] in ("1.0.3", "2.0.0")


@many
@given(requests())
def test_what_is_accepted_twice_is_the_same(caller: Caller, request_: Request) -> None:
    first, second = send(caller, request_), send(caller, request_)
    check(second, request_)
    if request_.method in ("GET", "HEAD") and first.status_code == 200:
        assert second.status_code == 200
        assert second.content == first.content or "multipart" in first["Content-Type"]
