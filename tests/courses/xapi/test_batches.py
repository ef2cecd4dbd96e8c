"""Batches: all or nothing, each id once, the same again, and how they wait for the fold."""

import uuid
from typing import Any

import pytest
from django.db import transaction

from courses.xapi import queue
from courses.xapi.authority import platform_authority
from courses.xapi.models import (
    Activity,
    ActivityMention,
    AgentMention,
    PendingStatement,
    Statement,
    StatementTarget,
)
from courses.xapi.services import store
from tests.courses.xapi.calling import Caller
from tests.factories.xapi import REMOVED, activity, agent, changed, reference, statement

pytestmark = pytest.mark.django_db
TABLES = [
    Statement,
    AgentMention,
    ActivityMention,
    StatementTarget,
    PendingStatement,
    Activity,
]
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


def with_registration(registration: Any = None, **parts: Any) -> dict[str, Any]:
    return statement(context={"registration": str(registration or uuid.uuid4())}, **parts)


BROKEN = {
    "no verb": changed(statement(), "verb", REMOVED),
    "no statement": "x",
    "nothing": None,
    "a list": [statement()],
    "bad id": statement(id="1"),
    "unknown property": statement(extra=1),
    "null": statement(result=None),
    "score out of range": statement(result={"score": {"scaled": 2}}),
    "empty actor": statement(actor={}),
    "two identifiers": statement(actor=agent(mbox="mailto:a@stadt.example")),
    "voiding without reference": statement(verb={"id": VOIDED}),
}


@pytest.mark.parametrize("position", [0, 1, 2])
@pytest.mark.parametrize("fault", BROKEN)
def test_one_bad_statement_anywhere_stores_nothing(fault: str, position: int) -> None:
    batch: list[Any] = [with_registration(object=reference(uuid.uuid4())) for _ in range(2)]
    batch.insert(position, BROKEN[fault])
    response = Caller().post("statements", batch)
    assert response.status_code == 400
    assert response.json()["path"].startswith(f"[{position}].")
    assert [table.objects.count() for table in TABLES] == [0] * len(TABLES)


@pytest.mark.parametrize("same", [True, False])
def test_id_twice_in_a_batch_is_refused_even_for_the_same_statement(same: bool) -> None:
    one = statement(id=str(uuid.uuid4()))
    two = one if same else changed(one, "verb.id", "urn:other")
    response = Caller().post("statements", [one, two])
    assert response.status_code == 400
    assert "twice" in response.json()["error"]
    assert not Statement.objects.exists()


def test_conflict_of_one_stores_none_of_the_others() -> None:
    caller, known = Caller(), statement(id=str(uuid.uuid4()))
    caller.store(known)
    batch = [statement(), changed(known, "verb.id", "urn:other"), statement()]
    response = caller.post("statements", batch)
    assert (response.status_code, response.json()["code"]) == (409, "statement_conflict")
    assert known["id"] in response.json()["error"]
    assert Statement.objects.count() == 1


def test_batch_partly_stored_before_adds_only_the_rest() -> None:
    caller = Caller()
    known, new = statement(id=str(uuid.uuid4())), statement(id=str(uuid.uuid4()))
    caller.store(known)
    before = Statement.objects.get().raw
    assert caller.store(new, known) == [new["id"], known["id"]]
    assert Statement.objects.count() == 2
    assert Statement.objects.get(pk=known["id"]).raw == before


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_same_id_of_another_authority_is_a_conflict_only_if_it_differs(method: str) -> None:
    whole = statement(id=str(uuid.uuid4()))
    store([whole], authority=platform_authority())
    params = {"statementId": whole["id"]} if method == "PUT" else {}
    caller = Caller("statements/write")
    assert caller.call(method, "statements", whole, params=params).status_code < 300
    other = changed(whole, "actor", agent("other"))
    assert caller.call(method, "statements", other, params=params).status_code == 409


def test_voiding_refused_in_a_batch_stores_none_of_it() -> None:
    (foreign,) = store([statement()], authority=platform_authority())
    voiding = statement(verb={"id": VOIDED}, object=reference(foreign))
    caller = Caller("statements/write")
    assert caller.post("statements", [statement(), voiding]).status_code == 403
    assert list(Statement.objects.values_list("pk", "voided")) == [(foreign, False)]


def test_two_voiding_statements_for_one_target_in_a_batch_are_stored() -> None:
    (target,) = store([statement()], authority=platform_authority())
    voiding = statement(verb={"id": VOIDED}, object=reference(target))
    Caller().store(voiding, voiding)
    assert Statement.objects.filter(verb=VOIDED).count() == 2
    assert Statement.objects.get(pk=target).voided


def test_canonical_definition_of_a_batch_is_merged_in_its_order() -> None:
    definitions: list[dict[str, Any]] = [
        {"name": {"de": "Alt"}, "type": "urn:lesson"},
        {"name": {"en": "Old"}, "description": {"de": "Text"}},
        {"name": {"de": "Neu"}, "extensions": {"urn:a": 1}},
        {"type": "urn:course", "extensions": {"urn:b": 2}},
    ]
    caller = Caller()
    caller.store(*(statement(object=activity("urn:x", **each)) for each in definitions))
    assert caller.get("activities", activityId="urn:x").json()["definition"] == {
        "name": {"de": "Neu", "en": "Old"},
        "description": {"de": "Text"},
        "type": "urn:course",
        "extensions": {"urn:a": 1, "urn:b": 2},
    }


def test_canonical_definition_leaves_the_exact_statement_alone() -> None:
    caller = Caller()
    first, second = caller.store(
        statement(object=activity("urn:x", name={"de": "Alt"})),
        statement(object=activity("urn:x", name={"de": "Neu"})),
    )
    exact = caller.get("statements", statementId=first).json()
    canonical = caller.get("statements", statementId=first, format="canonical").json()
    assert exact["object"]["definition"] == {"name": {"de": "Alt"}}
    assert canonical["object"]["definition"] == {"name": {"de": "Neu"}}


def test_queue_survives_a_crash_between_commit_and_signal() -> None:
    registration = uuid.uuid4()
    # Nobody hears of it: callbacks after the commit are not run in this test.
    (stored,) = store([with_registration(registration)], authority=platform_authority())
    assert queue.waiting_among([registration]) == [registration]
    assert [row.statement_id for row in queue.take_pending(9)] == [stored]


def test_queue_after_a_crash_within_the_fold_still_holds_everything() -> None:
    store([with_registration() for _ in range(3)], authority=platform_authority())
    with pytest.raises(RuntimeError), transaction.atomic():
        queue.done(row.id for row in queue.take_pending(2))
        raise RuntimeError
    assert len(queue.take_pending(9)) == 3


def test_queue_done_in_part_leaves_the_rest_in_order() -> None:
    ids = store([with_registration() for _ in range(5)], authority=platform_authority())
    rows = queue.take_pending(9)
    assert queue.done([rows[1].id, rows[3].id]) == 2
    left = [row.statement_id for row in queue.take_pending(9)]
    assert left == [each for each in (r.statement_id for r in rows) if each in left]
    assert len(left) == 3
    assert set(left) < set(ids)


def test_queue_done_twice_or_with_nothing_is_no_error() -> None:
    store([with_registration()], authority=platform_authority())
    keys = [row.id for row in queue.take_pending(9)]
    assert [queue.done(keys), queue.done(keys), queue.done([])] == [1, 0, 0]


def test_queue_names_a_registration_once() -> None:
    registration = uuid.uuid4()
    store([with_registration(registration) for _ in range(3)], authority=platform_authority())
    assert queue.waiting_among([registration]) == [registration]
