"""Partitions: made ahead, once, and what waited in the default partition moves into them."""

import datetime as dt
import uuid

import pytest
from django.db import connection

from courses.xapi import partitions
from courses.xapi.authority import platform_authority
from courses.xapi.lookup import located
from courses.xapi.models import Statement, StatementId
from courses.xapi.services import store
from tests.factories.xapi import statement

LONG_AGO = dt.datetime(2019, 5, 17, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("instant", "months", "expected"),
    [
        ((2026, 11, 22), 0, (2026, 11)),
        ((2026, 11, 30), 1, (2026, 12)),
        ((2026, 12, 1), 1, (2027, 1)),
        ((2026, 12, 31), 3, (2027, 3)),
        ((2026, 1, 31), 13, (2027, 2)),
    ],
)
def test_months_are_counted_over_the_turn_of_the_year(
    instant: tuple[int, int, int], months: int, expected: tuple[int, int]
) -> None:
    found = partitions.month_after(dt.datetime(*instant, 23, 59, tzinfo=dt.UTC), months)
    assert (found.year, found.month, found.day, found.hour) == (*expected, 1, 0)


def test_a_month_begins_in_utc_whatever_the_zone() -> None:
    berlin = dt.timezone(dt.timedelta(hours=1))
    assert partitions.name_of(
        partitions.month_start(dt.datetime(2026, 12, 1, 0, 30, tzinfo=berlin))
    ).endswith("2026_11")


@pytest.mark.django_db
def test_ids_are_noted_with_the_time_of_their_statement() -> None:
    (identifier,) = store([statement()], authority=platform_authority(), at=LONG_AGO)
    assert StatementId.objects.get(pk=identifier).stored == LONG_AGO
    assert located([identifier, uuid.uuid4()]).get().statement_id == identifier


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL makes them")
def test_make_partitions_on_another_database_does_nothing() -> None:
    assert partitions.make_partitions(since=LONG_AGO) == 0


@pytest.mark.postgres
@pytest.mark.django_db
def test_make_partitions_a_second_time_makes_none() -> None:
    partitions.make_partitions()
    before = partitions.partitions()
    assert partitions.make_partitions() == 0
    assert partitions.partitions() == before
    assert len(before) >= partitions.MONTHS_AHEAD + 2


@pytest.mark.postgres
@pytest.mark.django_db
def test_statements_outside_all_months_are_stored_and_move_when_their_month_is_made() -> None:
    (identifier,) = store([statement()], authority=platform_authority(), at=LONG_AGO)
    assert partition_of(identifier) == partitions.DEFAULT
    partitions.make_partitions(since=LONG_AGO)
    assert partition_of(identifier) == "xapi_statement_2019_05"
    assert Statement.objects.filter(statement_id=identifier).count() == 1


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_look_up_by_id_touches_one_partition() -> None:
    partitions.make_partitions(since=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    (identifier,) = store([statement()], authority=platform_authority())
    plan = located([identifier]).explain()
    assert plan.count("xapi_statement_2") == 2 or "Append" not in plan


def partition_of(identifier: uuid.UUID) -> str:
    """Return the table in which a statement lies."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM xapi_statement WHERE statement_id = %s",
            [identifier],
        )
        return str(cursor.fetchone()[0])
