"""Credentials: unknown, withdrawn, expired, of another actor or registration."""

import base64
import datetime as dt
import uuid
from typing import Any

import pytest

from campus.kit import dates
from courses.xapi.errors import NotSignedIn, StatementRefused, TooManyAttempts
from courses.xapi.models import Statement
from courses.xapi.services import (
    Bounds,
    client_authority,
    create_client,
    deactivate_client,
    hashed_secret,
    store,
)
from courses.xapi.web import identity
from courses.xapi.web.identity import client_of
from tests.courses.xapi.calling import Caller, basic
from tests.factories.xapi import SECRET, ClientFactory, agent, group, statement, substatement

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
ME = "account:https://kommunalcampus.example|me"
SEAT = uuid.UUID(int=5)


def encoded(text: bytes, scheme: str = "Basic") -> str:
    return f"{scheme} {base64.b64encode(text).decode()}"


@pytest.mark.parametrize("scheme", ["Basic", "basic", "BASIC", "Bearer", "bearer"])
def test_scheme_is_read_in_any_case(scheme: str) -> None:
    client = ClientFactory()
    header = encoded(f"{client.key}:{SECRET}".encode(), scheme)
    assert client_of(header, "127.0.0.1") == client
    assert client_of(f"  {header} ", "127.0.0.1") == client


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b":",
        b"{key}",
        b"{key}:",
        b"{key}:wrong",
        b"{key}: {secret}",
        b"{key}:{secret} ",
        b"{secret}:{key}",
        b" {key}:{secret}",
        b"{key}\x00:{secret}",
        b"{key}:{secret}\x00",
        b"{key}:\xff",
        b"\xe2\x82\xac:{secret}",
    ],
)
def test_text_that_is_not_key_and_secret_is_refused(text: bytes) -> None:
    client = ClientFactory()
    filled = text.replace(b"{key}", client.key.encode()).replace(b"{secret}", SECRET.encode())
    with pytest.raises(NotSignedIn) as caught:
        client_of(encoded(filled), "127.0.0.1")
    assert (caught.value.code, caught.value.status) == ("not_signed_in", 401)


@pytest.mark.parametrize("secret", ["", "a:b:c", "ü€", "x" * 5000])
def test_secret_may_hold_colons_and_any_letters(secret: str) -> None:
    client = ClientFactory(secret_hash=hashed_secret(secret))
    assert client_of(encoded(f"{client.key}:{secret}".encode()), "127.0.0.1") == client


@pytest.mark.parametrize(("seconds", "good"), [(-1, False), (0, False), (1, True), (86_400, True)])
def test_credential_ends_at_the_very_moment(seconds: int, good: bool) -> None:
    client = ClientFactory(expires_at=NOON + dt.timedelta(seconds=seconds))
    with dates.moved_clock(NOON):
        if good:
            assert client_of(basic(client), "127.0.0.1") == client
            return
        with pytest.raises(NotSignedIn):
            client_of(basic(client), "127.0.0.1")


def test_withdrawn_credential_ends_at_once_and_its_statements_stay() -> None:
    caller = Caller()
    (stored,) = caller.store(statement())
    deactivate_client(caller.client)
    assert caller.get("statements").status_code == 401
    assert caller.post("statements", statement()).status_code == 401
    assert Caller().ids() == [stored]


def test_secret_of_another_client_opens_nothing() -> None:
    one, other = ClientFactory(secret_hash=hashed_secret("one")), ClientFactory()
    with pytest.raises(NotSignedIn):
        client_of(basic(other, "one"), "127.0.0.1")
    assert client_of(basic(one, "one"), "127.0.0.1") == one


def test_secret_depends_on_the_key_of_the_platform(settings: Any) -> None:
    before = hashed_secret(SECRET)
    settings.SECRET_KEY = "another"
    assert hashed_secret(SECRET) != before


def test_failures_are_counted_for_each_address(monkeypatch: Any) -> None:
    monkeypatch.setattr(identity, "_FAILURES_A_MINUTE", 2)
    for _ in range(2):
        with pytest.raises(NotSignedIn):
            client_of("Basic x", "203.0.113.1")
    with pytest.raises(TooManyAttempts) as caught:
        client_of("Basic x", "203.0.113.1")
    assert (caught.value.code, caught.value.status) == ("too_many_attempts", 429)
    with pytest.raises(NotSignedIn):
        client_of("Basic x", "203.0.113.2")


def bound_to(**bounds: Any) -> Any:
    client, _secret = create_client(name="Start", scopes=["all"], bounds=Bounds(**bounds))
    return client_authority(client)


def of(name: str, registration: Any = SEAT) -> dict[str, Any]:
    context = {"context": {"registration": str(registration)}} if registration else {}
    return statement(actor=agent(name), **context)


@pytest.mark.parametrize(
    ("bounds", "whole", "good"),
    [
        ({"actor_key": ME}, of("me"), True),
        ({"actor_key": ME}, of("me", None), True),
        ({"actor_key": ME}, of("you"), False),
        ({"actor_key": ME}, statement(actor=group(agent("me"))), False),
        ({"actor_key": ME}, statement(actor=agent("you"), object=agent("me")), False),
        ({"registration": SEAT}, of("you"), True),
        ({"registration": SEAT}, of("you", uuid.UUID(int=6)), False),
        ({"registration": SEAT}, of("you", None), False),
        (
            {"registration": SEAT},
            statement(object=substatement(context={"registration": str(SEAT)})),
            False,
        ),
        ({"actor_key": ME, "registration": SEAT}, of("me"), True),
        ({"actor_key": ME, "registration": SEAT}, of("me", uuid.UUID(int=6)), False),
        ({"actor_key": ME, "registration": SEAT}, of("you"), False),
    ],
)
def test_bound_credential_states_only_what_it_was_given_out_for(
    bounds: dict[str, Any], whole: dict[str, Any], good: bool
) -> None:
    if good:
        assert store([whole], authority=bound_to(**bounds))
        return
    with pytest.raises(StatementRefused) as caught:
        store([of("me"), whole], authority=bound_to(**bounds))
    assert (caught.value.code, caught.value.status) == ("statement_refused", 403)
    assert not Statement.objects.exists()
