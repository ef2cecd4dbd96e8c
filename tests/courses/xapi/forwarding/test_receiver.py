"""A target over HTTP: what is sent, byte by byte, and what is looked up."""

import base64
import json
import uuid
from typing import Any

import httpx
import pytest

from courses.xapi.core.jsontext import dumped
from courses.xapi.forwarding.delivery import Answer, Held, Parcel, Unreachable
from courses.xapi.forwarding.receiver import body_of
from tests.courses.xapi.forwarding.target import HERE, MemoryStore
from tests.factories.xapi import agent, statement


def parcel(*attachments: Any, **parts: Any) -> Parcel:
    """Return a statement on its way, as our store would have stored it."""
    key = uuid.uuid4()
    return Parcel(key, dumped(statement(id=str(key), **parts)), attachments)


def test_statements_are_sent_letter_by_letter() -> None:
    odd = '{"id":"x",  "n": 1.0e2,"t":"\\u00e4"}'
    content_type, body = body_of([Parcel(uuid.uuid4(), odd), Parcel(uuid.uuid4(), "{}")])
    assert content_type == "application/json"
    assert body == f"[{odd},{{}}]".encode()


def test_request_carries_version_and_credentials() -> None:
    store = MemoryStore()
    with store.open(HERE) as receiver:
        assert receiver.send([parcel()]).status == 200
    (request,) = store.requests
    assert str(request.url) == "https://lrs.example/xapi/statements"
    assert request.headers["X-Experience-API-Version"] == "2.0.0"
    expected = "Basic " + base64.b64encode(b"key:secret").decode()
    assert request.headers["Authorization"] == expected


def test_attachments_travel_once_each_as_binary_parts() -> None:
    shared, other = ("a" * 64, "text/plain", b"\r\n--x"), ("b" * 64, "image/png", b"\x00\xff")
    store = MemoryStore()
    with store.open(HERE) as receiver:
        receiver.send([parcel(shared), parcel(shared, other)])
    assert [part.data for part in store.parts] == [b"\r\n--x", b"\x00\xff"]
    assert store.parts[1].headers == {
        "content-type": "image/png",
        "content-transfer-encoding": "binary",
        "x-experience-api-hash": "b" * 64,
    }
    assert len(store.statements) == 2


def test_target_that_cannot_be_reached_is_an_answer() -> None:
    store = MemoryStore()
    store.unreachable = True
    with store.open(HERE) as receiver:
        assert receiver.send([parcel()]) == Answer(0, "ConnectError: no route to host")
        with pytest.raises(Unreachable):
            receiver.held(parcel())


def test_refusal_is_kept_short_and_in_one_line() -> None:
    class Talkative(MemoryStore):
        def _store(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(503, text="word\n" * 999, headers={"Retry-After": "7"})

    with Talkative().open(HERE) as receiver:
        answer = receiver.send([parcel()])
    assert len(answer.text) == 300 and "\n" not in answer.text
    assert answer.asked_delay is not None and answer.asked_delay.total_seconds() == 7


def test_redirect_is_not_followed() -> None:
    class Elsewhere(MemoryStore):
        def _store(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(302, headers={"Location": "https://other.example/"})

    store = Elsewhere()
    with store.open(HERE) as receiver:
        assert receiver.send([parcel()]).status == 302
    assert len(store.requests) == 1


def test_same_statement_is_known_again_whatever_the_target_assigned() -> None:
    mine = parcel()
    store = MemoryStore()
    store.statements[str(mine.statement_id)] = {
        **json.loads(mine.raw),
        "stored": "2026-11-22T12:00:00Z",
        "authority": agent("theirs"),
        "version": "1.0.3",
    }
    with store.open(HERE) as receiver:
        assert receiver.held(mine) is Held.SAME


@pytest.mark.parametrize("content", [statement(actor=agent("other")), [], "x", {"actor": 1}])
def test_anything_else_under_the_id_is_another_statement(content: Any) -> None:
    mine = parcel()
    store = MemoryStore()
    store.statements[str(mine.statement_id)] = content
    with store.open(HERE) as receiver:
        assert receiver.held(mine) is (Held.OTHER if content else Held.HIDDEN)


def test_voided_statement_is_looked_up_too() -> None:
    mine = parcel()

    class Voiding(MemoryStore):
        def _look_up(self, request: httpx.Request) -> httpx.Response:
            is_voided = "voidedStatementId" in request.url.params
            return httpx.Response(200, text=mine.raw) if is_voided else httpx.Response(404)

    with Voiding().open(HERE) as receiver:
        assert receiver.held(mine) is Held.SAME


def test_target_that_forbids_reading_hides_what_it_holds() -> None:
    store = MemoryStore()
    store.forbids_reading = True
    with store.open(HERE) as receiver:
        assert receiver.held(parcel()) is Held.HIDDEN
