"""Credentials as services: defaults, rotation, rates, and what the list of clients holds."""

import datetime as dt
import uuid
from typing import Any

import pytest

from campus.kit import dates
from courses.xapi import selectors
from courses.xapi.errors import BadRate, NotSignedIn
from courses.xapi.models import Client, ClientMinute
from courses.xapi.services import Bounds, Limits, create_client, hashed_secret, rotate_secret
from courses.xapi.web.identity import client_of
from tests.courses.xapi.calling import Caller, basic
from tests.factories.xapi import SECRET, ClientFactory, statement

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, 0, 20, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("scopes", "asked", "expected"),
    [
        (["statements/write"], None, True),
        (["statements/write", "state"], None, True),
        (["all/read"], None, True),
        (["all"], None, False),
        (["state", "all"], None, False),
        (["all"], True, True),
        (["statements/write"], False, False),
    ],
)
def test_clients_name_people_by_accounts_only_unless_they_may_all(
    scopes: list[str], asked: bool | None, expected: bool
) -> None:
    client, _secret = create_client(name="x", scopes=scopes, limits=Limits(accounts_only=asked))
    assert client.accounts_only is expected


def test_limits_are_kept_without_repetition() -> None:
    limits = Limits(rate=5, verbs=iter(["v:1", "v:2", "v:1"]), actors=["a", "a"])
    client, _secret = create_client(name="x", scopes=["state"], limits=limits)
    assert (client.rate_per_minute, client.allowed_verbs) == (5, ["v:1", "v:2"])
    assert client.allowed_actors == ["a"]


@pytest.mark.parametrize("rate", [0, -1, 1_000_001])
def test_a_rate_nobody_can_keep_is_refused(rate: int) -> None:
    with pytest.raises(BadRate, match="1000000"):
        create_client(name="x", scopes=["state"], limits=Limits(rate=rate))
    assert not Client.objects.exists()


def test_clients_of_a_provider_share_an_authority_and_others_do_not() -> None:
    owner = {"owner_kind": "provider", "owner_key": "7"}
    one, other = (create_client(name="x", scopes=["all"], **owner)[0] for _ in range(2))
    municipality, _secret = create_client(
        name="x", scopes=["all"], owner_kind="municipality", owner_key="7"
    )
    assert one.authority_name == other.authority_name == "provider:7"
    assert municipality.authority_name == "municipality:7"


def test_rotated_secret_works_beside_the_previous_one_until_its_end() -> None:
    client = ClientFactory()
    with dates.moved_clock(NOON):
        rotated, secret = rotate_secret(client, keep_for=HOUR)
    assert secret != SECRET
    assert hashed_secret(secret) == rotated.secret_hash
    with dates.moved_clock(NOON + HOUR - dt.timedelta(seconds=1)):
        assert client_of(basic(client, secret), "127.0.0.1") == client
        assert client_of(basic(client, SECRET), "127.0.0.1") == client
    with dates.moved_clock(NOON + HOUR):
        assert client_of(basic(client, secret), "127.0.0.1") == client
        with pytest.raises(NotSignedIn):
            client_of(basic(client, SECRET), "127.0.0.1")


def test_secret_rotated_without_delay_ends_at_once() -> None:
    client = ClientFactory()
    rotated, secret = rotate_secret(client)
    assert (rotated.previous_secret_hash, rotated.previous_until) == ("", None)
    with pytest.raises(NotSignedIn):
        client_of(basic(client), "127.0.0.1")
    assert client_of(basic(client, secret), "127.0.0.1") == client


def test_second_rotation_ends_the_secret_before_the_previous_one() -> None:
    client = ClientFactory()
    _client, second = rotate_secret(client, keep_for=HOUR)
    _client, third = rotate_secret(client, keep_for=HOUR)
    for secret in (second, third):
        assert client_of(basic(client, secret), "127.0.0.1") == client
    with pytest.raises(NotSignedIn):
        client_of(basic(client), "127.0.0.1")


def test_rotation_does_not_bring_back_a_withdrawn_client() -> None:
    client = ClientFactory(active=False)
    _client, secret = rotate_secret(client, keep_for=HOUR)
    for each in (secret, SECRET):
        with pytest.raises(NotSignedIn):
            client_of(basic(client, each), "127.0.0.1")


@pytest.mark.parametrize("secret", ["", "wrong"])
def test_client_that_was_never_rotated_has_no_second_secret(secret: str) -> None:
    client = ClientFactory(previous_until=dates.now() + HOUR)
    with pytest.raises(NotSignedIn):
        client_of(basic(client, secret), "127.0.0.1")


def test_credentials_cost_one_query(django_assert_num_queries: Any) -> None:
    client = ClientFactory(previous_secret_hash=hashed_secret("old"), previous_until=NOON + HOUR)
    with dates.moved_clock(NOON), django_assert_num_queries(1):
        client_of(basic(client, "old"), "127.0.0.1")


def test_limited_client_is_told_when_to_try_again() -> None:
    caller = Caller("all", rate_per_minute=2)
    with dates.moved_clock(NOON):
        assert [caller.get("statements").status_code for _ in range(2)] == [200, 200]
        refused = caller.post("statements", statement())
        assert (refused.status_code, refused["Retry-After"]) == (429, "40")
        assert refused.json()["code"] == "too_many_requests"
        assert "2 requests a minute" in refused.json()["error"]
        assert refused["X-Experience-API-Version"] == "2.0.0"
    with dates.moved_clock(NOON + dt.timedelta(seconds=40)):
        assert caller.get("statements").status_code == 200


def test_rate_is_counted_for_each_client_and_each_minute_anew() -> None:
    one, other = (Caller("all", rate_per_minute=1, owner_key="7") for _ in range(2))
    for minutes in range(3):
        with dates.moved_clock(NOON + dt.timedelta(minutes=minutes)):
            assert [one.get("statements").status_code for _ in range(2)] == [200, 429]
            assert other.get("statements").status_code == 200
    assert ClientMinute.objects.get(client=one.client).requests == 2


def test_refused_credentials_use_up_nobodys_rate() -> None:
    caller = Caller("all", rate_per_minute=1)
    for _ in range(3):
        wrong = {"Authorization": basic(caller.client, "wrong")}
        assert caller.call("GET", "statements", headers=wrong).status_code == 401
    assert caller.get("statements").status_code == 200


def test_rate_costs_one_query_with_a_limit_and_none_without(
    django_assert_num_queries: Any,
) -> None:
    free, limited = Caller("all"), Caller("all", rate_per_minute=100)
    activity = {"activityId": "https://content.example/1"}
    with django_assert_num_queries(2):
        free.get("activities", **activity)
    with django_assert_num_queries(3):
        limited.get("activities", **activity)


def test_too_many_refused_credentials_say_when_to_try_again(monkeypatch: Any) -> None:
    monkeypatch.setattr("courses.xapi.web.identity._FAILURES_A_MINUTE", 0)
    caller = Caller()
    refused = caller.call("GET", "statements", headers={"Authorization": "Basic x"})
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")


def test_new_secret_works_at_once_though_another_process_remembers_the_client() -> None:
    client = ClientFactory()
    assert client_of(basic(client), "127.0.0.1") == client
    Client.objects.filter(pk=client.pk).update(secret_hash=hashed_secret("new"))
    assert client_of(basic(client, "new"), "127.0.0.1") == client
    with pytest.raises(NotSignedIn):
        client_of(basic(client), "127.0.0.1")


def test_list_of_clients_leaves_out_the_tokens_of_learners() -> None:
    bounds = Bounds("account:x|y", uuid.uuid4(), NOON)
    create_client(name="Start", scopes=["state"], bounds=bounds)
    second, first = ClientFactory(name="Zwei"), ClientFactory(name="Eins", active=False)
    assert list(selectors.clients()) == [first, second]
    assert selectors.client_with_key(first.key) == first
    assert selectors.client_with_key("unknown") is None
