"""Many registrations folded together: the same rows as one by one, by a few queries."""

import datetime as dt
import random
import uuid

import pytest
from django.db import transaction

from courses.learning import sweeping
from courses.learning.crowds import project_together
from courses.learning.models import ItemProgress, Progress
from courses.learning.projection import lock_progress, project
from courses.learning.rebuilding import rebuild
from courses.learning.rows import ITEM_FIELDS, PROGRESS_FIELDS
from courses.learning.signals import course_completed, milestone_reached
from courses.learning.sweeping import groups, project_pending
from courses.xapi import queue
from courses.xapi import vocabulary as xapi
from courses.xapi.models import PendingStatement
from courses.xapi.services import (
    client_authority,
    create_client,
    platform_authority,
    store,
    void,
)
from members.people import selectors as people
from members.people.models import LearnerAccount
from tests.courses.learning.test_sweep import in_another_process, told_but_not_folded
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import items_of, statement_about, store_as_platform
from tests.factories.modules import ModuleVersionFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

BEGIN = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def told(seat, item=0, verb=xapi.COMPLETED, minute=0):
    at = BEGIN + dt.timedelta(minutes=minute)
    return store_as_platform(statement_about(seat, items_of(seat)[item], verb, at=at))[0]


def waiting(*seats):
    """Return the rows of the queue that belong to the seats."""
    keys = {seat.registration for seat in seats}
    rows = queue.peek(999, after=0, until=queue.newest())
    return [row.id for row in rows if row.registration in keys]


def together(*seats):
    return project_together({seat.registration: seat for seat in seats}, waiting(*seats))


def rows_of_all():
    """Return every row that was folded, by what it is about."""
    heads = Progress.objects.order_by("enrolment").values_list("enrolment", *PROGRESS_FIELDS)
    items = ItemProgress.objects.order_by("progress__enrolment", "item_key")
    return list(heads), list(items.values_list("progress__enrolment", "item_key", *ITEM_FIELDS))


def history(seats, seed):
    """Store a history in a random order: other programs, voided statements, repeated items."""
    chooser = random.Random(seed)
    client, _ = create_client(name=f"Werkzeug {seed}", scopes=["statements/write"])
    program = client_authority(client)
    verbs = (xapi.EXPERIENCED, xapi.PROGRESSED)
    for _ in range(12):
        seat = chooser.choice(seats)
        minute = chooser.randrange(600)
        key = told(seat, chooser.randrange(3), chooser.choice((*verbs, xapi.COMPLETED)), minute)
        if chooser.random() < 0.2:
            void(key, authority=platform_authority())
        foreign = statement_about(seat, items_of(seat)[0], chooser.choice(verbs), at=BEGIN)
        if chooser.random() < 0.5:
            foreign["actor"]["account"]["name"] = str(uuid.uuid4())
        store([foreign], authority=program)


@pytest.mark.parametrize("seed", range(4))
def test_same_rows_come_out_as_one_by_one(seed):
    seats = EnrolmentFactory.create_batch(3)
    history(seats, seed)
    with transaction.atomic():
        project_pending()
        assert not PendingStatement.objects.exists()
        swept = rows_of_all()
        transaction.set_rollback(True)
    for seat in seats:
        project(seat.registration)
    assert rows_of_all() == swept
    assert list(rebuild(check=True)) == []


def test_further_statements_are_joined_to_what_is_known():
    seats = EnrolmentFactory.create_batch(2)
    for minute, item in enumerate((0, 1)):
        for seat in seats:
            told(seat, item, minute=minute)
        assert together(*seats) == {seat.registration for seat in seats}
    assert set(Progress.objects.values_list("percent", flat=True)) == {66}
    assert ItemProgress.objects.count() == 4
    assert list(rebuild(check=True)) == []


def test_seats_cost_no_more_queries_than_fewer(
    django_assert_num_queries, django_assert_max_num_queries
):
    few, many = EnrolmentFactory.create_batch(3), EnrolmentFactory.create_batch(12)
    for seat in (*few, *many):
        project(seat.registration)
        told(seat, verb=xapi.EXPERIENCED)
    with django_assert_max_num_queries(16) as asked:
        together(*few)
    with django_assert_num_queries(len(asked)):
        together(*many)


def test_statement_that_says_nothing_new_changes_nothing():
    seat = EnrolmentFactory()
    told(seat, minute=5)
    together(seat)
    before = rows_of_all()
    foreign = statement_about(seat, items_of(EnrolmentFactory())[0], xapi.COMPLETED)
    store_as_platform(foreign)
    together(seat)
    assert rows_of_all() == before
    assert not PendingStatement.objects.exists()


def test_completions_and_milestones_are_announced_once_each(django_capture_on_commit_callbacks):
    seats = EnrolmentFactory.create_batch(2)
    news = []

    def hear(sender, registration, **more):
        news.append(registration)

    for signal in (course_completed, milestone_reached):
        signal.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            for seat in seats:
                for item in items_of(seat):
                    verb = xapi.PASSED if item.kind == "quiz" else xapi.COMPLETED
                    store_as_platform(statement_about(seat, item, verb))
            together(*seats)
        with django_capture_on_commit_callbacks(execute=True):
            told(seats[0], verb=xapi.EXPERIENCED)
            together(*seats)
    finally:
        for signal in (course_completed, milestone_reached):
            signal.disconnect(hear)
    assert sorted(news) == sorted([seat.registration for seat in seats] * 2)


def test_crash_before_the_commit_leaves_queue_and_rows_as_they_were():
    seats = EnrolmentFactory.create_batch(2)
    for seat in seats:
        told(seat)
    with pytest.raises(RuntimeError), transaction.atomic():
        together(*seats)
        raise RuntimeError
    assert PendingStatement.objects.count() == 2
    assert not Progress.objects.exists()
    assert project_pending() == 2
    assert list(rebuild(check=True)) == []


def test_seat_with_a_voiding_statement_is_read_anew_beside_the_others():
    seat, other = EnrolmentFactory.create_batch(2)
    key = told(seat)
    told(other)
    together(seat, other)
    void(key, authority=platform_authority())
    told(other, item=1)
    together(seat, other)
    percents = dict(Progress.objects.values_list("enrolment", "percent"))
    assert percents == {seat.pk: 0, other.pk: 66}
    assert not PendingStatement.objects.exists()


def test_statement_voided_before_the_rows_were_locked_does_not_count():
    seat = EnrolmentFactory()
    key = told(seat)
    rows = waiting(seat)
    void(key, authority=platform_authority())
    project_together({seat.registration: seat}, rows)
    assert Progress.objects.get().percent == 0


def test_seat_on_another_edition_is_left_to_be_read_anew():
    seat, stale = EnrolmentFactory.create_batch(2)
    for each in (seat, stale):
        project(each.registration)
        told(each)
    stale.version = ModuleVersionFactory()
    assert together(seat, stale) == {seat.registration}
    assert set(PendingStatement.objects.values_list("registration", flat=True)) == {
        stale.registration
    }
    assert project_pending() == 1


def test_registration_with_very_much_is_folded_for_itself(monkeypatch):
    monkeypatch.setattr(sweeping, "STATEMENTS", 2)
    seats = EnrolmentFactory.create_batch(3)
    for _ in range(3):
        told(seats[0])
    for seat in seats[1:]:
        told(seat)
    assert project_pending() == 3
    assert not PendingStatement.objects.exists()
    assert set(Progress.objects.values_list("percent", flat=True)) == {33}


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([], []),
        ([1], [1]),
        ([1, 1, 1], [3]),
        ([1] * 5, [4, 1]),
        ([10, 1], [1, 1]),
        ([4, 4, 3], [1, 1, 1]),
        ([1, 10, 1], [1, 1, 1]),
        ([2, 4, 1, 5], [2, 2]),
    ],
)
def test_groups_are_short_work(monkeypatch, sizes, expected):
    monkeypatch.setattr(sweeping, "SEATS", 4)
    monkeypatch.setattr(sweeping, "STATEMENTS", 6)
    waiting = {uuid.uuid4(): list(range(size)) for size in sizes}
    found = list(groups(waiting))
    assert [len(group) for group in found] == expected
    assert {key: rows for group in found for key, rows in group.items()} == waiting


@pytest.mark.parametrize("place", ["hold", "drop", "done"])
def test_nothing_is_held_where_nothing_is_asked_for(place):
    told(EnrolmentFactory())
    assert not getattr(queue, place)([])
    assert PendingStatement.objects.count() == 1


def test_rows_are_held_by_their_ids():
    seats = EnrolmentFactory.create_batch(2)
    for seat in seats:
        told(seat)
    (row,) = queue.hold(waiting(seats[1]))
    assert row.registration == seats[1].registration


def test_account_names_are_asked_for_together(django_assert_num_queries):
    seats = EnrolmentFactory.create_batch(3)
    names = {seat.person_id: people.account_name(seat.person) for seat in seats}
    nobody = PersonFactory()
    LearnerAccount.objects.filter(person=nobody).delete()
    with django_assert_num_queries(1):
        found = people.known_account_names([*names, nobody.pk])
    assert {key: str(name) for key, name in found.items()} == {
        key: str(name) for key, name in names.items()
    }


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_seats_that_somebody_learns_on_are_not_waited_for():
    free, busy = EnrolmentFactory.create_batch(2)
    for seat in (free, busy):
        project(seat.registration)
        told_but_not_folded(seat)
    with transaction.atomic():
        lock_progress(busy)
        assert in_another_process(lambda: together(free, busy)) == {free.registration}
    assert project_pending() == 1
