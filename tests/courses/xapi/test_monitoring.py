"""Figures for whoever runs the store: right, and at the same price however much is stored."""

import datetime as dt
import uuid

import pytest
from django.core.cache import cache
from django.db import connection

from campus.kit import dates
from courses.xapi import monitoring
from courses.xapi.models import (
    Erasure,
    ForwardingTarget,
    OutboxEntry,
    PendingStatement,
    Statement,
)
from courses.xapi.services import platform_authority, store
from tests.factories.xapi import statement

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 10, 42, 30, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def store_at(*instants):
    for instant in instants:
        store([statement()], authority=platform_authority(), at=instant)


@pytest.fixture
def at_noon():
    with dates.moved_clock(NOW):
        yield


@pytest.mark.parametrize(
    ("ago", "minute", "hour", "day"),
    [
        (dt.timedelta(0), 1, 1, 1),
        (dt.timedelta(seconds=29), 1, 1, 1),
        (dt.timedelta(minutes=2), 0, 1, 1),
        (dt.timedelta(minutes=59), 0, 1, 1),
        (dt.timedelta(minutes=61), 0, 0, 1),
        (dt.timedelta(hours=23), 0, 0, 1),
        (dt.timedelta(hours=26), 0, 0, 0),
    ],
)
def test_rate_counts_what_was_stored_within_the_span(at_noon, ago, minute, hour, day):
    store_at(NOW - ago)
    rate = monitoring.rate()
    spans = (dt.timedelta(minutes=1), HOUR, DAY)
    assert tuple(map(rate.within, spans)) == (minute, hour, day)


def test_hours_are_complete_and_in_order_with_zero_where_nothing_came(at_noon):
    store_at(NOW, NOW - HOUR, NOW - HOUR, NOW - DAY)
    hours = monitoring.rate().by_hour()
    assert len(hours) == 25
    assert hours[0] == (dt.datetime(2026, 11, 21, 10, tzinfo=dt.UTC), 1)
    assert [count for _hour, count in hours[-3:]] == [0, 2, 1]


def test_minutes_that_are_over_are_not_counted_again(at_noon):
    store_at(NOW - HOUR, NOW)
    assert monitoring.rate().within(DAY) == 2
    # Not even a deletion is noticed: the old minute is no longer read.
    Statement.objects.filter(stored=NOW - HOUR).delete()
    assert monitoring.rate().within(DAY) == 2


def test_minute_under_way_is_counted_anew(at_noon):
    store_at(NOW)
    assert monitoring.rate().within(HOUR) == 1
    store_at(NOW + dt.timedelta(seconds=5))
    assert monitoring.rate().within(HOUR) == 2


def test_rate_forgets_what_is_older_than_a_day():
    with dates.moved_clock(NOW):
        store_at(NOW)
        monitoring.rate()
    with dates.moved_clock(NOW + 2 * DAY):
        assert monitoring.rate().minutes == {}


def test_rate_costs_as_many_queries_for_many_as_for_few(at_noon, django_assert_num_queries):
    cache.clear()
    store_at(*(NOW - dt.timedelta(minutes=n) for n in range(3)))
    monitoring.rate()
    with django_assert_num_queries(1 + (connection.vendor == "postgresql")):
        monitoring.rate()
    store_at(*(NOW - dt.timedelta(seconds=n) for n in range(12)))
    with django_assert_num_queries(1 + (connection.vendor == "postgresql")):
        monitoring.rate()


def test_total_is_estimated_without_counting():
    before = monitoring.stored_estimate()
    store([statement() for _ in range(5)], authority=platform_authority())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE xapi_statement")
    assert monitoring.stored_estimate() == before + 5


@pytest.mark.postgres
def test_partitions_are_listed_with_month_and_size():
    store([statement()], authority=platform_authority())
    parts = {part.name: part for part in monitoring.partition_sizes()}
    this_month = dates.now().astimezone(dt.UTC).date().replace(day=1)
    assert parts[f"xapi_statement_{this_month:%Y_%m}"].month == this_month
    assert parts["xapi_statement_default"].month is None
    assert all(part.size > 0 and part.statements >= 0 for part in parts.values())


def test_sqlite_has_no_partitions():
    if connection.vendor == "sqlite":
        assert monitoring.partition_sizes() == []


def test_queue_tells_number_and_age_of_what_waits(at_noon):
    for minutes in (7, 3):
        PendingStatement.objects.create(
            statement_id=uuid.uuid4(),
            registration=uuid.uuid4(),
            queued_at=NOW - dt.timedelta(minutes=minutes),
        )
    found = monitoring.projection_queue()
    assert (found.count, found.is_more) == (2, False)
    assert found.oldest == NOW - dt.timedelta(minutes=7)


def test_empty_queue_has_no_oldest():
    assert monitoring.projection_queue() == monitoring.Waiting(0, False, None)


def test_long_queue_is_counted_up_to_a_limit_only(monkeypatch):
    monkeypatch.setattr(monitoring, "COUNTED", 3)
    rows = (
        PendingStatement(statement_id=uuid.uuid4(), registration=uuid.uuid4()) for _ in range(5)
    )
    PendingStatement.objects.bulk_create(rows)
    found = monitoring.projection_queue()
    assert (found.count, found.is_more) == (3, True)


def fill(target, waiting, refused=0):
    for number in range(waiting + refused):
        OutboxEntry.objects.create(
            target=target,
            statement_id=uuid.uuid4(),
            refused="" if number < waiting else "409",
            queued_at=NOW + dt.timedelta(minutes=number),
        )


def test_forwarding_tells_what_waits_and_what_was_refused(monkeypatch):
    monkeypatch.setattr(monitoring, "COUNTED", 3)
    fill(ForwardingTarget.objects.create(name="b", failures=2, last_error="Zeit ist um."), 2, 1)
    fill(ForwardingTarget.objects.create(name="a", active=False), 4)
    ForwardingTarget.objects.create(name="c")
    first, second, third = monitoring.forwarding()
    assert (first.name, first.active, first.waiting.count, first.waiting.is_more) == (
        "a",
        False,
        3,
        True,
    )
    assert (second.waiting.count, second.refused, second.waiting.oldest) == (2, 1, NOW)
    assert (second.failures, second.last_error) == (2, "Zeit ist um.")
    assert third.waiting == monitoring.Waiting(0, False, None)


def test_forwarding_costs_one_query_for_any_number_of_stores(django_assert_num_queries):
    for number in range(4):
        fill(ForwardingTarget.objects.create(name=f"Speicher {number}"), 2)
    with django_assert_num_queries(1):
        assert len(monitoring.forwarding()) == 4


def test_erasures_are_listed_newest_first():
    for count in (1, 2):
        Erasure.objects.create(
            kind="person", policy="delete", statements=count, documents=0, attachments=0
        )
    assert [row.statements for row in monitoring.erasures()] == [2, 1]
