"""manage.py xapi_client."""

import io
import json
import uuid
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from courses.xapi.models import Client
from courses.xapi.services import Bounds, actor_key_of, create_client, hashed_secret
from courses.xapi.web.identity import client_of
from tests.courses.xapi.calling import basic
from tests.factories.xapi import SECRET, VERB_ID, ClientFactory, agent, group

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> str:
    """Run the command and return what it prints."""
    out = io.StringIO()
    call_command("xapi_client", *arguments, stdout=out)
    return out.getvalue()


def created(*arguments: str) -> dict[str, Any]:
    """Run the command and return the JSON that it prints."""
    printed: dict[str, Any] = json.loads(told(*arguments))
    return printed


def test_xapi_client_prints_key_and_secret_once() -> None:
    printed = created("Lernspiel", "--scope", "state", "--scope", "statements/write")
    client = Client.objects.get(key=printed["key"])
    assert client.name == "Lernspiel"
    assert client.scopes == ["state", "statements/write"]
    assert client.secret_hash == hashed_secret(printed["secret"])


def test_xapi_client_may_belong_to_an_owner() -> None:
    printed = created("x", "--scope", "all", "--owner-kind", "provider", "--owner-key", "7")
    client = Client.objects.get(key=printed["key"])
    assert client.authority_name == "provider:7"


def test_xapi_client_with_an_unknown_scope_says_so() -> None:
    with pytest.raises(CommandError, match="everything"):
        created("x", "--scope", "everything")


def test_xapi_client_needs_a_scope() -> None:
    with pytest.raises(CommandError, match="--scope"):
        created("x")


def test_xapi_client_may_be_limited() -> None:
    member = json.dumps({"mbox": "mailto:team@example.org", "objectType": "Group"})
    limits = ["--rate", "60", "--verb", VERB_ID, "--actor", "3f0c", "--actor", member]
    printed = created("x", "--scope", "statements/write", *limits)
    client = Client.objects.get(key=printed["key"])
    assert (client.rate_per_minute, client.allowed_verbs) == (60, [VERB_ID])
    assert client.allowed_actors == [actor_key_of("3f0c"), "mbox:mailto:team@example.org"]
    assert client.accounts_only


@pytest.mark.parametrize(
    ("actor", "told"),
    [
        ("{", "readable JSON"),
        ("{}", "must have an identifier"),
        (json.dumps(group(agent())), "one by one"),
    ],
)
def test_xapi_client_with_an_actor_that_is_none_says_so(actor: str, told: str) -> None:
    with pytest.raises(CommandError, match=told):
        created("x", "--scope", "all", "--actor", actor)


def test_xapi_client_with_a_rate_of_none_says_so() -> None:
    with pytest.raises(CommandError, match="1000000"):
        created("x", "--scope", "all", "--rate", "0")


def test_xapi_client_rotates_and_keeps_the_previous_secret_for_a_day() -> None:
    client = ClientFactory()
    printed = created("--rotate", client.key)
    for secret in (SECRET, printed["secret"]):
        assert client_of(basic(client, secret), "127.0.0.1") == client
    printed = created("--rotate", client.key, "--keep-hours", "0")
    assert client_of(basic(client, printed["secret"]), "127.0.0.1") == client
    client.refresh_from_db()
    assert client.previous_secret_hash == ""


def test_xapi_client_withdraws() -> None:
    client = ClientFactory(name="Lernspiel")
    assert "Lernspiel" in told("--deactivate", client.key)
    client.refresh_from_db()
    assert not client.active


@pytest.mark.parametrize("deed", ["--rotate", "--deactivate"])
def test_xapi_client_of_an_unknown_key_says_so(deed: str) -> None:
    with pytest.raises(CommandError, match="no client with the key abc"):
        told(deed, "abc")


def test_xapi_client_lists_clients_without_secrets_and_without_tokens() -> None:
    client = ClientFactory(name="Lernspiel", rate_per_minute=60)
    create_client(name="Start", scopes=["state"], bounds=Bounds("a", uuid.UUID(int=1)))
    (line,) = told("--list").splitlines()
    listed = json.loads(line)
    assert (listed["name"], listed["key"], listed["rate"]) == ("Lernspiel", client.key, 60)
    assert client.secret_hash not in line
