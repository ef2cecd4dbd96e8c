"""From one running store to another: both ends are killed on the way, nothing gets lost.

Source and target are processes of their own with databases of their own, as in production.
"""

import hashlib
import json
import sqlite3
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest

from courses.xapi.core.multipart import rendered
from courses.xapi.forwarding.configuration import VARIABLE
from tests.factories.xapi import REMOVED, agent, attachment, reference, statement
from tests.support.database import template_path
from tests.support.recordstore import RecordStore, end

pytestmark = pytest.mark.once
BATCHES, LENGTH = 25, 200
CONTENT = b"Bescheinigung \x00\xff\r\n--x"
SHA2 = hashlib.sha256(CONTENT).hexdigest()
SEND = ["xapi_forwarding", "send", "--seconds", "120"]
RESUME = ["xapi_forwarding", "resume", "there"]


@pytest.fixture(scope="module")
def target(tmp_path_factory: Any, django_db_setup: None) -> Iterator[RecordStore]:
    """Return the external store, running."""
    store = RecordStore(tmp_path_factory.mktemp("target"))
    store.adopt(template_path())
    store.prepare(migrated=True)
    store.start()
    yield store
    store.kill()


@pytest.fixture(scope="module")
def source(tmp_path_factory: Any, target: RecordStore) -> Iterator[RecordStore]:
    """Return our store, which forwards to the other one and has something to forward."""
    settings = {
        VARIABLE: f"there={target.base}/xapi",
        f"{VARIABLE}_THERE_KEY": target.key,
        f"{VARIABLE}_THERE_SECRET": target.secret,
    }
    store = RecordStore(tmp_path_factory.mktemp("source"), extra=settings)
    store.adopt(template_path())
    store.prepare(["xapi_forwarding", "add", "there"], migrated=True)
    store.start()
    with store.http() as http:
        fill(http)
    yield store
    store.kill()


def fill(http: httpx.Client) -> None:
    """Store batches, one of them with attachments, one that voids and refers."""
    for number in range(BATCHES):
        batch = [statement(actor=agent(f"{number}-{index}")) for index in range(LENGTH)]
        assert http.post("statements", json=batch).status_code == 200
    described = attachment(sha2=SHA2, length=len(CONTENT), fileUrl=REMOVED)
    whole = [statement(id=str(uuid.uuid4()), attachments=[described]) for _ in range(3)]
    body = rendered(json.dumps(whole).encode(), [(SHA2, "text/plain", CONTENT)], boundary="b")
    headers = {"Content-Type": "multipart/mixed; boundary=b"}
    assert http.post("statements", content=body, headers=headers).status_code == 200
    voids = {"id": "http://adlnet.gov/expapi/verbs/voided"}
    voiding = statement(verb=voids, object=reference(whole[0]["id"]))
    assert http.post("statements", json=voiding).status_code == 200


def asked(store: RecordStore, sql: str) -> list[Any]:
    """Ask the store's database past the store."""
    with closing(sqlite3.connect(store.folder / "store.sqlite3", timeout=20)) as database:
        return database.execute(sql).fetchall()


def count(store: RecordStore, table: str) -> int:
    """Return how many rows a table has."""
    return int(asked(store, f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - our names


def wait_for_some_more(store: RecordStore, sender: "subprocess.Popen[bytes]") -> None:
    """Wait until the target has got on while the sender sends."""
    before, deadline = count(store, "xapi_statement"), time.monotonic() + 60
    while count(store, "xapi_statement") <= before:
        assert time.monotonic() < deadline and sender.poll() is None
        time.sleep(0.002)


def as_sent(raw: str) -> str:
    """Return a stored text without what every store sets itself."""
    whole = json.loads(raw)
    return json.dumps({key: whole[key] for key in whole if key not in ("stored", "authority")})


def statements_of(store: RecordStore) -> dict[str, str]:
    """Return the stored texts by id; an id that is there twice is an error."""
    rows = asked(store, "SELECT statement_id, raw FROM xapi_statement")
    found = {key: as_sent(raw) for key, raw in rows}
    assert len(found) == len(rows)
    return found


def test_nothing_is_lost_or_doubled_when_both_ends_are_killed(
    source: RecordStore, target: RecordStore
) -> None:
    sender = source.begin(SEND)
    wait_for_some_more(target, sender)
    end(sender)
    assert count(source, "xapi_outboxentry") > 0

    sender = source.begin(SEND)
    wait_for_some_more(target, sender)
    target.kill()
    assert sender.wait(timeout=60) == 0
    ((failures, error),) = asked(source, "SELECT failures, last_error FROM xapi_forwardingtarget")
    assert failures == 1 and error
    assert count(source, "xapi_outboxentry") > 0

    target.start()
    source.run(RESUME, SEND)
    assert count(source, "xapi_outboxentry") == 0
    assert statements_of(target) == statements_of(source)
    assert count(source, "xapi_statement") == BATCHES * LENGTH + 4


def test_attachments_and_voiding_arrive(source: RecordStore, target: RecordStore) -> None:
    voided = "SELECT statement_id FROM xapi_statement WHERE voided ORDER BY 1"
    assert len(asked(target, voided)) == 1
    assert asked(target, voided) == asked(source, voided)
    contents = "SELECT sha2, data FROM xapi_attachmentcontent"
    assert asked(target, contents) == asked(source, contents) == [(SHA2, CONTENT)]
    attached = "SELECT statement_id, content_id FROM xapi_attachment ORDER BY 1"
    assert asked(target, attached) == asked(source, attached)


def test_two_senders_at_once_double_nothing(source: RecordStore, target: RecordStore) -> None:
    with source.http() as http:
        batch = [statement(actor=agent(f"twice-{index}")) for index in range(LENGTH)]
        for _ in range(5):
            assert http.post("statements", json=batch).status_code == 200
    senders = [source.begin(SEND), source.begin(SEND)]
    assert [each.wait(timeout=120) for each in senders] == [0, 0]
    assert count(source, "xapi_outboxentry") == 0
    assert statements_of(target) == statements_of(source)
