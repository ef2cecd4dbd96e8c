"""The worker's sweep: chunks, foreign registrations at once, other workers left alone."""

import threading
import uuid

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from courses.learning import projection, receivers, sweeping
from courses.learning.models import ItemProgress, Progress
from courses.learning.projection import project, project_unless_busy
from courses.learning.rebuilding import rebuild
from courses.learning.sweeping import project_pending
from courses.xapi import queue
from courses.xapi import vocabulary as xapi
from courses.xapi.models import PendingStatement, Statement
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import items_of, statement_about, store_as_platform
from tests.factories.modules import ModuleVersionFactory

pytestmark = pytest.mark.django_db


def wait(count, registration=None):
    """Let statements of foreign programs wait, each of a registration of its own."""
    PendingStatement.objects.bulk_create(
        PendingStatement(statement_id=uuid.uuid4(), registration=registration or uuid.uuid4())
        for _ in range(count)
    )


def told(seat, item=0, verb=xapi.COMPLETED):
    return store_as_platform(statement_about(seat, items_of(seat)[item], verb))[0]


def percents():
    return sorted(Progress.objects.values_list("percent", flat=True))


def test_foreign_registrations_are_dropped_together(
    django_assert_num_queries, django_assert_max_num_queries
):
    wait(3)
    with django_assert_max_num_queries(12) as few:
        assert project_pending() == 3
    wait(60)
    with django_assert_num_queries(len(few)):
        assert project_pending() == 60
    assert not PendingStatement.objects.exists()


@pytest.mark.parametrize("chunk", [1, 2, 3, 100])
def test_chunks_of_any_size_fold_all_and_drop_all(monkeypatch, chunk):
    monkeypatch.setattr(sweeping, "CHUNK", chunk)
    seats = EnrolmentFactory.create_batch(2)
    for item in (0, 1):
        for seat in seats:
            told(seat, item)
            wait(2)
    assert project_pending() == 10
    assert percents() == [66, 66]
    assert not PendingStatement.objects.exists()


def test_seat_costs_no_more_queries_for_more_statements(
    django_assert_num_queries, django_assert_max_num_queries
):
    seat, other = EnrolmentFactory.create_batch(2)
    for each in (seat, other):
        project(each.registration)
    told(seat, verb=xapi.EXPERIENCED)
    with django_assert_max_num_queries(25) as few:
        project_pending()
    for _ in range(10):
        told(other, verb=xapi.EXPERIENCED)
    with django_assert_num_queries(len(few)):
        project_pending()


def test_what_arrives_during_the_sweep_is_left_to_the_next(monkeypatch):
    wait(2)
    newest = queue.newest()
    wait(3)
    monkeypatch.setattr(queue, "newest", lambda: newest)
    assert project_pending() == 2
    assert PendingStatement.objects.count() == 3


def test_failure_is_reported_once_and_stays_while_the_others_are_folded(monkeypatch, caplog):
    monkeypatch.setattr(sweeping, "CHUNK", 1)
    bad, good = EnrolmentFactory.create_batch(2)
    for item in (0, 1):
        told(bad, item)
        told(good, item)
    keys = queue.peek(9, after=0, until=queue.newest())
    broken = next(row for row in keys if row.registration == bad.registration)
    Statement.objects.filter(statement_id=broken.statement_id).update(raw="{}")
    assert project_pending() == 1
    assert len(caplog.records) == 1
    assert set(PendingStatement.objects.values_list("registration", flat=True)) == {
        bad.registration
    }


def test_seat_that_has_changed_its_edition_is_read_anew():
    seat = EnrolmentFactory()
    project(seat.registration)
    told(seat)
    stale = type(seat).objects.get(pk=seat.pk)
    stale.version = ModuleVersionFactory()
    assert not project_unless_busy(stale)
    assert project_pending() == 1
    assert percents() == [33]


def test_dropping_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queue.drop([]) == 0
        assert queue.waiting_among(set()) == []


@pytest.fixture
def clock(monkeypatch):
    """A clock that only the test moves, and no task asked for yet."""
    ticks = {"now": 100.0}
    monkeypatch.setattr(receivers.time, "monotonic", lambda: ticks["now"])
    monkeypatch.setitem(receivers._asked, "at", -receivers.PAUSE)
    return ticks


def waits():
    """Return for how many seconds each task that was asked for has to wait."""
    rows = DBTaskResult.objects.order_by("enqueued_at", "run_after")
    spans = [(row.run_after - row.enqueued_at).total_seconds() for row in rows]
    return [0 if span < 0 or span > 1000 else round(span, 1) for span in spans]


def test_worker_is_asked_at_once_and_then_after_the_pause(clock):
    for _ in range(3):
        receivers.ask_worker()
    assert waits() == [0, 2.0]


def test_statement_in_the_pause_is_never_left_to_the_timetable(clock):
    receivers.ask_worker()
    clock["now"] += 1.5
    receivers.ask_worker()
    assert waits() == [0, 0.5]
    clock["now"] += 0.4
    receivers.ask_worker()
    assert len(waits()) == 2
    # The second task may have begun: what comes now needs a third.
    clock["now"] += 0.2
    receivers.ask_worker()
    assert waits() == [0, 0.5, 1.9]


def test_worker_is_asked_at_once_after_a_quiet_time(clock):
    receivers.ask_worker()
    clock["now"] += 60
    receivers.ask_worker()
    assert waits() == [0, 0]


def two_workers(test):
    """Mark a test of row locks, which SQLite has not."""
    return pytest.mark.postgres(pytest.mark.django_db(transaction=True)(test))


def in_another_process(deed):
    """Run the deed on a connection of its own and return what it gives."""
    found = []

    def run():
        try:
            found.append(deed())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=30)
    assert found, "The deed waited for a lock."
    return found[0]


def told_but_not_folded(seat):
    """Store a statement and put it back into the queue, as if the commit's news had been lost."""
    key = told(seat)
    ItemProgress.objects.filter(progress__enrolment=seat).delete()
    Progress.objects.filter(enrolment=seat).update(percent=0, done=0, last_item_key=None)
    PendingStatement.objects.create(statement_id=key, registration=seat.registration)


@two_workers
def test_rows_that_another_drops_are_left_to_it():
    wait(4)
    rows = queue.peek(9, after=0, until=queue.newest())
    with transaction.atomic():
        held = {row.id for row in queue.take_pending(2)}
        assert in_another_process(lambda: queue.drop(row.id for row in rows)) == 2
    assert set(PendingStatement.objects.values_list("id", flat=True)) == held


@two_workers
def test_seat_that_another_folds_is_not_waited_for():
    seat = EnrolmentFactory()
    told_but_not_folded(seat)
    with transaction.atomic():
        projection.lock_progress(seat)
        assert not in_another_process(lambda: project_unless_busy(seat))
    assert project_pending() == 1
    assert percents() == [33]


@two_workers
def test_two_sweeps_at_once_fold_all_and_each_only_once():
    seats = EnrolmentFactory.create_batch(6)
    for seat in seats:
        told_but_not_folded(seat)
        wait(5)
    results = []
    sweeps = [threading.Thread(target=lambda: results.append(sweep_and_close())) for _ in range(2)]
    for sweep in sweeps:
        sweep.start()
    for sweep in sweeps:
        sweep.join(timeout=60)
    assert len(results) == 2
    assert not PendingStatement.objects.exists()
    assert percents() == [33] * 6
    assert list(rebuild(check=True)) == []


def sweep_and_close():
    try:
        return project_pending()
    finally:
        connection.close()
