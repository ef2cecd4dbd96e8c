"""“Check the connection” says in words what is wrong."""

from urllib.parse import urlencode

import pytest

from courses.tools.checking import Platform, check
from courses.tools.models import State, Tool
from tests.factories.lti import PUBLIC_PEM

PLATFORM = Platform(issuer="https://campus.example", authorization="https://campus.example/lti/a")


@pytest.fixture
def tool(server):
    """Return a tool that is registered on both sides."""
    found = Tool(
        name="Moodle",
        client_id="client",
        login_url=f"{server.site}/login",
        target_url=f"{server.site}/launch",
        redirect_urls=[f"{server.site}/launch"],
        choice_url=f"{server.site}/launch",
        keys_url=f"{server.site}/keys",
        state=State.APPROVED,
    )
    found.approved_origins = found.origins
    leads_to(server, redirect_uri=f"{server.site}/launch")
    return found


def leads_to(server, address=PLATFORM.authorization, **asked):
    """Let the login of the site lead to an address."""
    location = f"{address}?{urlencode({'client_id': 'client', **asked})}"
    server.pages["/login"] = (302, {"Location": location}, b"")


def found(tool):
    """Return what is wrong, and what is right."""
    findings = check(tool, PLATFORM)
    return (
        [one.sentence for one in findings if not one.is_good],
        [one.sentence for one in findings if one.is_good],
    )


def test_whole_connection_is_said_to_be_in_order(tool, server):
    wrong, right = found(tool)
    assert wrong == []
    assert right == [
        "Die Schlüssel wurden gelesen; verwendbar: 2.",
        "Die Anmeldung funktioniert: Das System kennt diese Plattform und führt zu ihr zurück.",
        "Die Geschäftsstelle hat das Lernwerkzeug freigegeben.",
    ]
    assert "iss=https%3A%2F%2Fcampus.example" in server.asked[-1]


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ((404, {}, b""), "Tragen Sie dort Aussteller und Client-ID genau so ein"),
        ((500, {}, b""), "(500)"),
        ((302, {"Location": "https://other.example/a?x=1"}, b""), "führt zu https://other"),
    ],
)
def test_login_that_does_not_know_us_is_said(tool, server, page, sentence):
    server.pages["/login"] = page
    wrong, _right = found(tool)
    assert len(wrong) == 1 and sentence in wrong[0]


def test_login_with_another_client_is_said(tool, server):
    leads_to(server, client_id="other")
    assert "einer anderen Client-ID" in found(tool)[0][0]


@pytest.mark.parametrize("uri", ["https://other.example/x", ""])
def test_way_back_that_is_not_registered_is_said(tool, server, uri):
    leads_to(server, redirect_uri=uri)
    assert "Adressen für den Rückweg" in found(tool)[0][0]


def test_login_with_a_page_of_its_own_cannot_be_judged(tool, server):
    server.pages["/login"] = (200, {}, b"<html>")
    assert "mit einer eigenen Seite" in found(tool)[1][1]


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ((200, {}, b'{"keys": []}'), "kein RSA-Schlüssel"),
        ((200, {}, b"x"), "kein JSON-Dokument"),
        ((403, {}, b""), "ein Fehler (403)"),
    ],
)
def test_keys_that_cannot_be_used_are_said(tool, server, page, sentence):
    server.pages["/keys"] = page
    assert sentence in found(tool)[0][0]


def test_entered_key_is_not_fetched(tool, server):
    tool.public_key = PUBLIC_PEM
    assert "hier eingetragen" in found(tool)[1][0]
    assert "/keys" not in server.asked


def test_site_that_nobody_reaches_is_said_without_our_question(tool):
    tool.login_url = "https://127.0.0.1:1/login"
    wrong, _right = found(tool)
    assert "in einem privaten Netz" in wrong[0]
    assert "login_hint" not in wrong[0]


def test_tool_that_is_not_approved_and_lets_nobody_choose_is_said(tool):
    tool.state, tool.choice_url = State.WAITING, ""
    wrong, right = found(tool)
    assert "noch nicht freigegeben" in wrong[0]
    assert any("von Hand" in sentence for sentence in right)
