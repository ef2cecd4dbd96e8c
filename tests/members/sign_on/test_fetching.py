"""What is fetched, and what is not."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from members.sign_on import fetching
from members.sign_on.errors import AddressRefused, NotReachable


@pytest.mark.parametrize(
    "url",
    [
        "http://login.rathaus.example/",
        "ftp://login.rathaus.example/",
        "file:///etc/passwd",
        "https://user@login.rathaus.example/",
        "https://",
        "https://login.rathaus.example:port/",
        "//login.rathaus.example/",
    ],
)
def test_check_address_refuses_what_is_no_plain_https(url):
    with pytest.raises(AddressRefused):
        fetching.check_address(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_fetch_from_inside_is_refused(host):
    with pytest.raises((AddressRefused, NotReachable)):
        fetching.fetch(f"https://{host}:8443/metadata")


def test_connection_is_opened_to_the_address_that_was_looked_at(monkeypatch):
    """A name that leads elsewhere at the second look is not asked a second time."""
    asked = []

    def lookup(host, port, **kwargs):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with pytest.raises(AddressRefused), fetching.session() as session:
        session.get("https://login.rathaus.example/")
    assert asked == ["login.rathaus.example"]


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(302 if self.path == "/away" else 200)
        if self.path == "/away":
            self.send_header("Location", "ftp://127.0.0.1/")
        self.end_headers()
        if self.path == "/long":
            self.wfile.write(b"x" * (fetching.MOST_BYTES + 10))
        elif self.path != "/away":
            self.wfile.write(b"good")

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def server():
    with HTTPServer(("127.0.0.1", 0), Answers) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_fetch_returns_what_lies_there(server, settings):
    settings.KC_SIGN_ON_INSIDE = True

    assert fetching.fetch(f"{server}/") == b"good"


@pytest.mark.parametrize("path", ["/long", "/away"])
def test_fetch_of_too_much_or_from_another_way_is_not_reachable(server, settings, path):
    settings.KC_SIGN_ON_INSIDE = True

    with pytest.raises(NotReachable):
        fetching.fetch(server + path)


def test_session_knows_no_way_but_https():
    with fetching.session() as session, pytest.raises(requests.exceptions.InvalidSchema):
        session.get("http://93.184.216.34/")
