"""Tokens of learners: one actor, one registration, a short life, and nothing of anybody else's."""

import datetime as dt
import json
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client as HttpClient

from campus.kit import dates
from courses.xapi import scopes, tasks
from courses.xapi.authority import account_agent
from courses.xapi.documents import STATE, Place
from courses.xapi.errors import TokenRefused, UnknownScope
from courses.xapi.models import Activity, Client, Document, Statement
from courses.xapi.services import (
    LearnerToken,
    learner_token,
    platform_authority,
    put_document,
    store,
)
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import (
    ACTIVITY_ID,
    ClientFactory,
    activity,
    agent,
    group,
    reference,
    statement,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SEAT, OTHER_SEAT = uuid.UUID(int=5), uuid.UUID(int=6)
ME, YOU = account_agent("me"), account_agent("you")
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
USUAL = ["statements/write", "statements/read/mine", "state", "profile"]


def token(actor: Any = ME, seat: uuid.UUID = SEAT, some: Any = USUAL) -> LearnerToken:
    """Return a token for an hour."""
    return learner_token(actor=actor, registration=seat, scopes=some, lifetime=HOUR)


class Learner(Caller):
    """Calls the store with a token."""

    def __init__(self, held: LearnerToken | None = None, scheme: str = "bearer") -> None:
        self.header = getattr(held or token(), scheme)
        self.version = "2.0.0"
        self.http = HttpClient(raise_request_exception=True)

    def call(self, method: str, resource: str, body: Any = b"", **options: Any) -> Any:
        """Send a request with the token."""
        headers = {
            "Authorization": self.header,
            "X-Experience-API-Version": self.version,
            **options.get("headers", {}),
        }
        path = resource if resource.startswith("/") else f"/xapi/{resource}"
        query = urlencode(options.get("params", {}))
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = options.get("content_type", "application/json")
        address = f"{path}?{query}" if query else path
        return self.http.generic(method, address, data, kind, headers=headers)


def mine(actor: Any = ME, seat: uuid.UUID | None = SEAT, **parts: Any) -> dict[str, Any]:
    """Return a statement on a registration."""
    context = {"context": {"registration": str(seat)}} if seat else {}
    return statement(actor=actor, **{**context, **parts})


@pytest.mark.parametrize("scheme", ["bearer", "basic"])
def test_token_writes_and_reads_what_it_was_given_out_for(scheme: str) -> None:
    learner = Learner(scheme=scheme)
    (stored,) = learner.store(mine())
    assert learner.ids() == [stored]
    assert learner.get("statements", statementId=stored).status_code == 200


def test_secret_shows_in_no_log() -> None:
    held = token()
    assert held.secret not in repr(held)
    assert held.secret not in json.dumps(list(Client.objects.values()), default=str)


def test_later_token_sees_what_an_earlier_one_wrote_and_no_other_seat() -> None:
    (stored,) = Learner().store(mine())
    assert Learner().ids() == [stored]
    assert Learner(token(seat=OTHER_SEAT)).ids() == []
    assert Learner(token(YOU)).ids() == []


@pytest.mark.parametrize("beyond", ["all", "all/read", "define", "statements/read"])
def test_token_never_reaches_further(beyond: str) -> None:
    with pytest.raises(TokenRefused, match="these scopes only: profile, state, statements/read/"):
        token(some=["statements/write", beyond])
    assert not Client.objects.exists()


def test_token_without_or_with_unknown_scopes_is_not_given_out() -> None:
    with pytest.raises(TokenRefused):
        token(some=[])
    with pytest.raises(UnknownScope):
        token(some=["everything"])


@pytest.mark.parametrize("hours", [-1, 0, 24.1, 9000])
def test_token_lives_for_a_day_at_most(hours: float) -> None:
    with pytest.raises(TokenRefused, match="at most 24 hours"):
        learner_token(actor=ME, registration=SEAT, scopes=USUAL, lifetime=dt.timedelta(hours=hours))


@pytest.mark.parametrize(
    "actor",
    [
        {"mbox": "mailto:me@example.org"},
        {**ME, "name": "Erika"},
        {**ME, "objectType": "Group"},
        group(ME),
        account_agent("me@example.org"),
    ],
)
def test_token_is_for_an_opaque_account(actor: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused, match="opaque account"):
        token(actor)


@pytest.mark.parametrize(("seconds", "status"), [(3599, 200), (3600, 401), (99_999, 401)])
def test_token_ends_at_the_very_moment(seconds: int, status: int) -> None:
    with dates.moved_clock(NOON):
        learner = Learner()
    with dates.moved_clock(NOON + dt.timedelta(seconds=seconds)):
        assert learner.get("statements").status_code == status


def test_ended_tokens_are_deleted_and_other_clients_stay() -> None:
    with dates.moved_clock(NOON):
        old = token()
    with dates.moved_clock(NOON + HOUR / 2):
        young = token()
    ended = ClientFactory(expires_at=NOON)
    with dates.moved_clock(NOON + HOUR):
        assert tasks.forget_expired_tokens.func() == 1
        assert tasks.forget_expired_tokens.func() == 0
    assert set(Client.objects.values_list("key", flat=True)) == {young.key, ended.key}
    assert old.key not in {young.key, ended.key}


FOREIGN = {
    "another actor": mine(YOU),
    "another registration": mine(seat=OTHER_SEAT),
    "no registration": mine(seat=None),
    "a group around me": mine(group(ME)),
    "a group with my account": mine({**ME, "objectType": "Group"}),
    "a group with my account and others": mine({**ME, "objectType": "Group", "member": [YOU]}),
    "my account elsewhere": mine(
        {"account": {"homePage": "https://elsewhere.example", "name": "me"}}
    ),
    "my name in capitals": mine(account_agent("ME")),
    "my name with a space": mine(account_agent("me ")),
    "registration in the SubStatement only": statement(
        actor=ME,
        object={"objectType": "SubStatement", **mine()},
    ),
}


@pytest.mark.parametrize("which", FOREIGN)
@pytest.mark.parametrize("way", ["post", "batch", "put", "alternate"])
def test_token_writes_nobody_elses_statements(which: str, way: str) -> None:
    learner, whole = Learner(), FOREIGN[which]
    if way == "post":
        response = learner.post("statements", whole)
    elif way == "batch":
        response = learner.post("statements", [mine(), whole, mine()])
    elif way == "put":
        response = learner.put("statements", whole, statementId=str(uuid.uuid4()))
    else:
        response = alternate(learner, "PUT", whole)
    assert (response.status_code, response.json()["code"]) == (403, "statement_refused")
    assert not Statement.objects.exists()


def alternate(learner: Learner, method: str, whole: dict[str, Any]) -> Any:
    """Send a statement in the alternate syntax of 1.0.3, with the credentials in the form."""
    form = {
        "Authorization": learner.header,
        "X-Experience-API-Version": "1.0.3",
        "statementId": str(uuid.uuid4()),
        "content": json.dumps(whole),
    }
    return learner.http.post(
        f"/xapi/statements?method={method}",
        urlencode(form),
        content_type="application/x-www-form-urlencoded",
    )


def test_alternate_syntax_serves_a_good_statement_of_a_token() -> None:
    assert alternate(Learner(), "PUT", mine()).status_code == 204


@pytest.mark.parametrize(
    "foreign", [mine(YOU), mine(seat=OTHER_SEAT), mine(seat=None), statement()]
)
def test_token_reads_and_voids_nobody_elses_statements(foreign: dict[str, Any]) -> None:
    learner = Learner()
    (by_platform,) = store([foreign], authority=platform_authority())
    (by_other,) = store([mine()], authority=platform_authority())
    for stored in (by_platform, by_other):
        for name in ("statementId", "voidedStatementId"):
            assert learner.get("statements", **{name: str(stored)}).status_code == 404
        voiding = mine(verb={"id": VOIDED}, object=reference(stored))
        assert learner.post("statements", voiding).status_code == 403
        assert not Statement.objects.get(pk=stored).voided
    filters: tuple[dict[str, Any], ...] = (
        {},
        {"agent": YOU},
        {"agent": YOU, "related_agents": "true"},
        {"registration": str(OTHER_SEAT)},
        {"activity": ACTIVITY_ID, "related_activities": "true"},
        {"since": "2020-01-01T00:00:00Z"},
        {"cursor": f"2020-01-01T00:00:00Z_{by_platform}", "ascending": "true"},
    )
    for given in filters:
        assert learner.ids(**given) == []


def test_voiding_before_the_others_statement_arrives_voids_nothing() -> None:
    foreign = uuid.uuid4()
    Learner().store(mine(verb={"id": VOIDED}, object=reference(foreign)))
    store([{**mine(YOU), "id": str(foreign)}], authority=platform_authority())
    assert not Statement.objects.get(pk=foreign).voided


def test_more_shows_the_next_page_of_ones_own_only() -> None:
    learner = Learner()
    own = learner.store(*[mine() for _ in range(3)])
    Learner(token(YOU)).store(*[mine(YOU) for _ in range(3)])
    first = learner.get("statements", limit="2", ascending="true").json()
    rest = learner.get(first["more"]).json()
    found = [each["id"] for each in first["statements"] + rest["statements"]]
    assert (found, rest["more"]) == (own, "")
    assert Learner(token(YOU)).get(first["more"]).json()["statements"]
    assert Learner(token(YOU, OTHER_SEAT)).get(first["more"]).json()["statements"] == []


def test_persons_names_come_from_ones_own_statements_only() -> None:
    named = statement(actor={**YOU, "name": "Erika"}, context={"registration": str(SEAT)})
    store([named], authority=platform_authority())
    assert Learner().get("agents", agent=YOU).json() == {
        "objectType": "Person",
        "account": [YOU["account"]],
    }
    assert "name" not in Caller("state", owner_key="7").get("agents", agent=YOU).json()


def test_token_describes_no_activity() -> None:
    Learner().store(mine(object=activity(name={"de": "Unfug"})))
    assert not Activity.objects.exists()


def state(**parts: Any) -> dict[str, Any]:
    """Return the parameters of a state document."""
    return {
        "activityId": ACTIVITY_ID,
        "agent": ME,
        "registration": str(SEAT),
        "stateId": "bookmark",
        **parts,
    }


def test_token_keeps_its_own_state_and_preferences() -> None:
    learner = Learner()
    assert learner.post("activities/state", {"page": 3}, **state()).status_code == 204
    assert Learner().get("activities/state", **state()).json() == {"page": 3}
    preferences = {"agent": ME, "profileId": "cmi5LearnerPreferences"}
    assert learner.post("agents/profile", {"a": 1}, **preferences).status_code == 204
    assert learner.delete("activities/state", **state()).status_code == 204


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
@pytest.mark.parametrize(
    ("resource", "params"),
    [
        ("activities/state", state(agent=YOU)),
        ("activities/state", state(registration=str(OTHER_SEAT))),
        ("activities/state", {k: v for k, v in state().items() if k != "registration"}),
        ("agents/profile", {"agent": YOU, "profileId": "a"}),
    ],
)
def test_token_reaches_no_document_of_others(
    method: str, resource: str, params: dict[str, Any]
) -> None:
    Caller("all").post(resource, {"x": 1}, **params)
    before = Document.objects.get().etag
    response = call(Learner(), method, resource, params)
    assert (response.status_code, response.json()["code"]) == (403, "out_of_bounds")
    assert Document.objects.get().etag == before


def call(learner: Caller, method: str, resource: str, params: dict[str, Any]) -> Any:
    text = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in params.items()
    }
    return learner.call(method, resource, {"y": 2}, params=text, headers={"If-Match": "*"})


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("PUT", 403), ("DELETE", 403)])
def test_token_reads_an_activitys_profile_but_does_not_write_it(method: str, status: int) -> None:
    params = {"activityId": ACTIVITY_ID, "profileId": "a"}
    Caller("all").post("activities/profile", {"x": 1}, **params)
    assert call(Learner(), method, "activities/profile", params).status_code == status
    assert bytes(Document.objects.get().content) == b'{"x": 1}'


@pytest.mark.parametrize(
    ("method", "status", "params"),
    [
        ("GET", 200, state(stateId="LMS.LaunchData")),
        ("PUT", 403, state(stateId="LMS.LaunchData")),
        ("POST", 403, state(stateId="LMS.LaunchData")),
        ("DELETE", 403, state(stateId="LMS.LaunchData")),
        ("DELETE", 204, {k: v for k, v in state().items() if k != "stateId"}),
    ],
)
def test_state_that_the_platform_laid_for_the_launch_stays_as_it_is(
    method: str, status: int, params: dict[str, Any]
) -> None:
    place = Place(STATE, "LMS.LaunchData", ACTIVITY_ID, ME, SEAT)
    put_document(place, content=b'{"masteryScore":0.8}')
    learner = Learner()
    learner.post("activities/state", {"page": 3}, **state())
    assert call(learner, method, "activities/state", params).status_code == status
    assert bytes(Document.objects.get(document_id="LMS.LaunchData").content) == (
        b'{"masteryScore":0.8}'
    )


@pytest.mark.parametrize("scope", USUAL)
def test_token_does_only_what_its_scopes_say(scope: str) -> None:
    learner = Learner(token(some=[scope]))
    may = {name: scopes.allows([scope], name) for name in USUAL}
    assert (learner.post("statements", mine()).status_code == 200) is may["statements/write"]
    assert (learner.get("statements").status_code == 200) is may["statements/read/mine"]
    assert (learner.post("activities/state", {}, **state()).status_code == 204) is may["state"]
    profile = {"agent": ME, "profileId": "a"}
    assert (learner.post("agents/profile", {}, **profile).status_code == 204) is may["profile"]


def test_people_in_statements_of_a_token_are_opaque_accounts() -> None:
    helped = {"registration": str(SEAT), "instructor": {"mbox": "mailto:x@example.org"}}
    response = Learner().post("statements", mine(context=helped))
    assert response.status_code == 403
    assert "context.instructor" in response.json()["error"]
    assert Learner().post("statements", mine(object=agent())).status_code == 200
