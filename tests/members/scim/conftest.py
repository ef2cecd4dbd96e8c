"""A town whose directory has a key, and foreign clients that speak the protocol to it."""

import json

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from scim2_client.engines.wsgi import WSGISCIMClient

from members.scim.resources import EnterpriseUser, StaffUser
from members.scim.services import add_user, make_key
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory

AT_WORK = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@pytest.fixture
def town(db):
    return MunicipalityFactory()


@pytest.fixture
def office(town):
    return DepartmentFactory(municipality=town, name="Bürgeramt")


@pytest.fixture
def made(town):
    """Return a key that adds departments, and its secret."""
    return make_key(
        municipality=town, name="Verzeichnis", created_by=UserFactory(), adds_departments=True
    )


@pytest.fixture
def key(made):
    return made[0]


@pytest.fixture
def strict(town):
    """Return a key that adds no departments."""
    return make_key(municipality=town, name="Streng", created_by=UserFactory())[0]


@pytest.fixture
def directory(made):
    """Return a client that somebody else has written, as the directory of the town.

    It calls the application itself, which would then close the connection of the test.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS[0] != "*" else "localhost"
    yield WSGISCIMClient(
        get_wsgi_application(),
        base_url=f"http://{host}/scim/v2",
        headers={"Authorization": f"Bearer {made[1]}"},
    )
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Program:
    """Sends raw messages, as programs do that keep less to the standard."""

    def __init__(self, client, secret):
        self.client, self.secret = client, secret

    def ask(self, method, path, body=None, **headers):
        """Return the status and the message."""
        sent = headers or {"Authorization": f"Bearer {self.secret}"}
        data = body if isinstance(body, str | bytes | None) else json.dumps(body)
        answer = self.client.generic(
            method, f"/scim/v2/{path}", data or "", "application/scim+json", headers=sent
        )
        return answer.status_code, json.loads(answer.content) if answer.content else None

    def patch(self, reference, *operations):
        """Change a user by operations."""
        body = {"schemas": [PATCH], "Operations": list(operations)}
        return self.ask("PATCH", f"Users/{reference}", body)


@pytest.fixture
def program(client, made):
    return Program(client, made[1])


def entry(login="erika", **facts):
    """Return an entry of a directory as JSON."""
    said = {
        "schemas": [CORE, AT_WORK],
        "userName": f"{login}@rathaus.example",
        "name": {"givenName": "Erika", "familyName": "Beispiel"},
        "emails": [{"value": f"{login}@rathaus.example", "type": "work", "primary": True}],
        "title": "Sachbearbeitung",
        "active": True,
        AT_WORK: {"employeeNumber": "0012", "department": "Bürgeramt"},
    }
    return {**said, **facts}


def at_work(**facts):
    """Return what the directory says about the place of work."""
    return {AT_WORK: facts}


def user(**facts):
    return StaffUser.model_validate(entry(**facts))


@pytest.fixture
def erika(key, office):
    """Return somebody whom the directory has told of."""
    return add_user(key=key, user=user())


__all__ = ["AT_WORK", "EnterpriseUser", "at_work", "entry", "user"]


GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"


def team(*members, name="Ersthelferinnen", **facts):
    """Return a group of a directory as JSON, with users by their rows or references."""
    named = [{"value": str(getattr(one, "reference", one))} for one in members]
    said = {"schemas": [GROUP], "displayName": name, "members": named}
    return {**said, **facts}


@pytest.fixture
def uwe(key, office):
    """Return somebody else whom the directory has told of."""
    said = user(login="uwe", **at_work(employeeNumber="0013", department="Bürgeramt"))
    return add_user(key=key, user=said)
