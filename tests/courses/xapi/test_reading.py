"""courses.xapi.selectors and queue: what the rooms above read and fold."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from courses.xapi import queue, selectors, vocabulary
from courses.xapi.authority import platform_authority
from courses.xapi.core.statements import check_statement
from courses.xapi.models import PendingStatement
from courses.xapi.services import store, void
from tests.factories.xapi import agent, reference, statement

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)


def lesson(registration: uuid.UUID | None, minute: int = 0, **parts: Any) -> dict[str, Any]:
    """Return a statement on a lesson by one of our people."""
    return vocabulary.build_statement(
        actor_name=parts.pop("actor_name", uuid.UUID(int=7)),
        verb=parts.pop("verb", vocabulary.COMPLETED),
        activity_id="https://kommunalcampus.example/lesson/1",
        activity_type=vocabulary.LESSON,
        name={"de": "Lektion 1", "en": "Lesson 1"},
        registration=registration,
        timestamp=START + dt.timedelta(minutes=minute),
        **parts,
    )


def test_statements_of_come_in_the_order_of_the_experience() -> None:
    registration = uuid.uuid4()
    batch = [lesson(registration, minute) for minute in (3, 1, 2)]
    store([*batch, lesson(uuid.uuid4())], authority=platform_authority())
    rows = list(selectors.statements_of(registration))
    assert [row.timestamp.minute for row in rows] == [1, 2, 3]


def test_statements_of_gives_what_a_projection_needs() -> None:
    registration = uuid.uuid4()
    result = {"score": {"scaled": 0.5}, "duration": "PT5M"}
    whole = lesson(registration, result=result, grouping="https://kommunalcampus.example/course/1")
    (statement_id,) = store([whole], authority=platform_authority(), at=START)
    (row,) = selectors.statements_of(registration)
    assert row.statement_id == statement_id
    assert row.verb == vocabulary.COMPLETED.iri
    assert row.activity == "https://kommunalcampus.example/lesson/1"
    assert (row.timestamp, row.stored) == (START, START)
    assert row.actor == str(uuid.UUID(int=7))
    assert row.result == result
    assert row.context["registration"] == str(registration)
    assert row.authority_key == platform_authority().key
    assert not row.voided


def test_statements_of_holds_voided_ones_marked() -> None:
    registration = uuid.uuid4()
    (statement_id,) = store([lesson(registration)], authority=platform_authority())
    void(statement_id, authority=platform_authority())
    assert [row.voided for row in selectors.statements_of(registration)] == [True]


def test_statements_of_are_streamed() -> None:
    registration = uuid.uuid4()
    store([lesson(registration, minute) for minute in range(5)], authority=platform_authority())
    rows = selectors.statements_of(registration)
    with CaptureQueriesContext(connection) as queries:
        next(rows)
    assert len(queries) == 1


def test_registrations_are_listed_once() -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    batch = [lesson(first), lesson(first, 1), lesson(second), lesson(None)]
    store(batch, authority=platform_authority())
    assert sorted(selectors.registrations()) == sorted([first, second])


def test_statements_with_ids_come_in_two_queries() -> None:
    ids = store([lesson(uuid.uuid4()) for _ in range(3)], authority=platform_authority())
    with CaptureQueriesContext(connection) as queries:
        rows = selectors.statements_with(iter(ids[:2]))
    assert {row.statement_id for row in rows} == set(ids[:2])
    assert len(queries) == 2


def test_a_single_statement_may_have_another_object_and_actor() -> None:
    whole = statement(actor={"mbox": "mailto:a@b.example"}, object=reference(uuid.uuid4()))
    (statement_id,) = store([whole], authority=platform_authority())
    row = selectors.statement(statement_id)
    assert row is not None
    assert (row.activity, row.actor, row.result, row.context) == ("", "", {}, {})
    assert selectors.statement(uuid.uuid4()) is None


def test_whole_statements_of_a_registration_can_be_exported() -> None:
    registration = uuid.uuid4()
    store([lesson(registration, minute) for minute in (1, 0)], authority=platform_authority())
    exported = list(selectors.raw_statements_of(registration))
    assert [each["timestamp"][14:16] for each in exported] == ["00", "01"]


def test_take_pending_gives_the_oldest_first_and_only_registered_statements() -> None:
    registration = uuid.uuid4()
    store([lesson(None)], authority=platform_authority())
    (first,) = store([lesson(registration)], authority=platform_authority())
    (second,) = store([lesson(uuid.uuid4())], authority=platform_authority())
    assert [row.statement_id for row in queue.take_pending(10)] == [first, second]
    assert [row.statement_id for row in queue.take_pending(1)] == [first]
    assert len(queue.take_pending(10, registration=registration)) == 1
    assert queue.waiting_among([registration, uuid.uuid4()]) == [registration]


def test_done_deletes_what_was_folded_and_no_more() -> None:
    store([lesson(uuid.uuid4()) for _ in range(3)], authority=platform_authority())
    with transaction.atomic():
        rows = queue.take_pending(2)
        assert queue.done(row.id for row in rows) == 2
    assert len(queue.take_pending(10)) == 1


def test_a_statement_stored_again_is_not_queued_again() -> None:
    whole = lesson(uuid.uuid4()) | {"id": str(uuid.uuid4())}
    store([whole], authority=platform_authority())
    store([whole], authority=platform_authority())
    (pending,) = PendingStatement.objects.all()
    assert str(pending) == whole["id"]


def test_a_batch_that_fails_queues_nothing() -> None:
    whole = lesson(uuid.uuid4()) | {"id": str(uuid.uuid4())}
    try:
        with transaction.atomic():
            store([whole], authority=platform_authority())
            raise LookupError
    except LookupError:
        pass
    assert queue.take_pending(10) == []


@pytest.mark.parametrize(
    "verb", [value for value in vars(vocabulary).values() if isinstance(value, vocabulary.Verb)]
)
def test_every_verb_makes_a_valid_statement(verb: vocabulary.Verb) -> None:
    whole = lesson(uuid.uuid4(), verb=verb)
    assert whole["verb"]["display"].keys() == {"de", "en"}
    if verb != vocabulary.VOIDED:
        check_statement(whole)


def test_a_built_statement_names_nobody() -> None:
    name = uuid.uuid4()
    whole = lesson(None, actor_name=name)
    assert whole["actor"] == agent(str(name))
    assert "context" not in whole
    assert "result" not in whole


def test_a_built_statement_takes_groupings_and_extensions() -> None:
    whole = lesson(None, grouping=["urn:a", "urn:b"], extensions={"urn:x": 1})
    grouping = whole["context"]["contextActivities"]["grouping"]
    assert [each["id"] for each in grouping] == ["urn:a", "urn:b"]
    assert whole["context"]["extensions"] == {"urn:x": 1}
    check_statement(whole)
