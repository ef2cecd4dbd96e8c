"""Whether the site of a tool answers, as it is said to learners."""

import pytest

from courses.tools.models import Tool
from courses.tools.reaching import SENTENCES, silence_of


@pytest.fixture
def tool(server):
    """Return a tool on a site that answers."""
    server.pages["/login"] = (400, {}, b"iss is missing")
    return Tool(login_url=f"{server.site}/login")


@pytest.mark.parametrize(
    "page",
    [
        (200, {}, b"<html>"),
        (302, {"Location": "https://elsewhere.example/"}, b""),
        (400, {}, b""),
        (404, {}, b""),
        (200, {}, b" " * 300_000),
    ],
    ids=["page", "led on", "refused", "unknown", "long"],
)
def test_site_that_says_anything_answers(tool, server, page):
    server.pages["/login"] = page
    assert silence_of(tool) == ""


@pytest.mark.parametrize("status", [500, 502, 503])
def test_site_out_of_order_is_said(tool, server, status):
    server.pages["/login"] = (status, {}, b"")
    assert silence_of(tool) == "Sie meldet zurzeit, dass sie gestört ist."


@pytest.mark.parametrize(
    ("site", "sentence"),
    [
        ("https://127.0.0.1:1", "Im Internet gibt es keine Seite dieses Namens."),
        ("https://nobody.invalid", "Zurzeit gibt es keine Seite dieses Namens."),
        ("", "Zurzeit ist keine Verbindung zu ihr möglich."),
    ],
)
def test_silence_is_said_in_words_for_learners(site, sentence, monkeypatch):
    def look_up(host, port, **_more):
        if host == "nobody.invalid":
            raise OSError
        return [(2, 1, 6, "", (host, port))]

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    assert silence_of(Tool(login_url=f"{site}/login")) == sentence


def test_site_is_asked_once_a_minute_however_many_look(tool, server):
    for _learner in range(5):
        silence_of(tool)
    assert server.asked == ["/login"]


def test_no_sentence_speaks_to_an_operator():
    told = " ".join(str(one) for one in SENTENCES.values())
    assert "IT" not in told.split() and "JSON" not in told
