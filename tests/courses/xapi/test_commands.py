"""manage.py xapi_client."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from courses.xapi.models import Client
from courses.xapi.services import hashed_secret

pytestmark = pytest.mark.django_db


def created(*arguments: str) -> dict[str, Any]:
    """Run the command and return what it prints."""
    out = io.StringIO()
    call_command("xapi_client", *arguments, stdout=out)
    printed: dict[str, Any] = json.loads(out.getvalue())
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
