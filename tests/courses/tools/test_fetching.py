"""Fetching from tools: nothing of the own network, nothing endless, no detours."""

import socket
import ssl

import httpx
import pytest

from campus.kit import fetching
from campus.kit.fetching import Limits
from courses.tools import fetching as of_tools
from courses.tools.errors import NotFetched
from courses.tools.fetching import fetch, fetch_json


def refusal(url):
    """Return why nothing was fetched."""
    with pytest.raises(NotFetched) as caught:
        fetch_json(url)
    return str(caught.value)


@pytest.fixture
def names(monkeypatch):
    """Let names lead where a table says; count how often one is looked up."""
    table, asked = {}, []

    def look_up(host, port, **_more):
        asked.append(host)
        if host not in table:
            raise socket.gaierror
        return [(None, None, None, "", (address, port)) for address in table[host]]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", look_up)
    table["asked"] = asked
    return table


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["169.254.169.254"],
        ["::1"],
        # One private address among public ones is enough.
        ["93.184.215.14", "192.168.0.1"],
        ["::ffff:127.0.0.1"],
    ],
)
def test_name_that_leads_into_the_own_network_is_refused(names, addresses):
    names["moodle.example"] = addresses
    assert "in einem privaten Netz" in refusal("https://moodle.example/keys")


def test_unknown_name_is_said(names):
    assert "Tippfehler" in refusal("https://moodle.example/keys")


def test_name_is_looked_up_once_and_asked_by_that_address(names, monkeypatch):
    names["moodle.example"] = ["93.184.215.14"]
    seen = {}

    def send(self, request, **_more):
        seen.update(url=str(request.url), host=request.headers["host"], more=request.extensions)
        return httpx.Response(200, content=b"{}", request=request)

    monkeypatch.setattr(httpx.Client, "send", send)
    assert fetch_json("https://moodle.example:8443/keys?x=1") == {}
    assert seen["url"] == "https://93.184.215.14:8443/keys?x=1"
    assert seen["host"] == "moodle.example:8443"
    assert seen["more"]["sni_hostname"] == "moodle.example"
    assert names["asked"] == ["moodle.example"]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (httpx.ConnectTimeout("x"), "nicht rechtzeitig"),
        (httpx.ReadTimeout("x"), "nicht rechtzeitig"),
        (httpx.ConnectError("x"), "keine Verbindung"),
        (httpx.RemoteProtocolError("x"), "keine Verbindung"),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]"), "Zertifikat"),
    ],
)
def test_what_goes_wrong_on_the_way_is_said(names, monkeypatch, error, sentence):
    names["moodle.example"] = ["93.184.215.14"]

    def send(self, request, **_more):
        raise error from ssl.SSLError() if "SSL" in str(error) else None

    monkeypatch.setattr(httpx.Client, "send", send)
    assert sentence in refusal("https://moodle.example/keys")


@pytest.mark.parametrize("url", ["http://moodle.example/", "ftp://x.example/", "x", ""])
def test_no_other_scheme_is_asked(names, url):
    assert "mit https:// beginnt" in refusal(url)
    assert names["asked"] == []


def test_document_of_a_site_is_read(server):
    server.pages["/d"] = (200, {"Content-Type": "application/json"}, b'{"a": 1}')
    assert fetch_json(f"{server.site}/d") == {"a": 1}


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ((404, {}, b"{}"), "ein Fehler (404)"),
        ((500, {}, b"{}"), "ein Fehler (500)"),
        ((302, {"Location": "http://127.0.0.1:1/"}, b""), "ein Fehler (302)"),
        ((200, {}, b"<html>"), "kein JSON-Dokument"),
        ((200, {}, b"[]"), "kein JSON-Dokument"),
        ((200, {}, b"\xff\xfe"), "kein JSON-Dokument"),
        ((200, {}, b" " * 300_000), "viel zu lang"),
    ],
)
def test_answers_that_are_no_document_are_said(server, page, sentence):
    server.pages["/d"] = page
    assert sentence in refusal(f"{server.site}/d")


def test_redirection_is_shown_and_not_followed(server):
    server.pages["/d"] = (302, {"Location": f"{server.site}/e"}, b"")
    found = fetch(f"{server.site}/d")
    assert (found.status, found.location) == (302, f"{server.site}/e")
    assert server.asked == ["/d"]


def test_slow_answer_is_given_up(server, monkeypatch):
    server.pages["/d"] = (200, {}, b"{}")
    monkeypatch.setattr(of_tools, "LIMITS", Limits(most_bytes=100, seconds=-1.0))
    monkeypatch.setattr(httpx, "Client", lambda **more: _client(**{**more, "timeout": 5}))
    assert "nicht rechtzeitig" in refusal(f"{server.site}/d")


_client = httpx.Client


def test_nobody_answers_at_a_closed_port(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    settings.KC_LTI_PRIVATE_HOSTS = [host]
    assert "keine Verbindung" in refusal(f"http://{host}/")
