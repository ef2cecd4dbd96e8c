"""The store's line to PostgreSQL: no idle round trips, and a dead line is still noticed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.xapi import lines

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
KEPT = {"CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": 60}


@pytest.fixture
def checked(monkeypatch, transactional_db):
    """Have the line checked at the beginning of every request, as in production."""
    connection.close()
    for name, value in KEPT.items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    connection.ensure_connection()
    yield connection
    connection.close()


def next_request():
    """Do what Django does before a request."""
    connection.close_if_unusable_or_obsolete()
    assert not connection.health_check_done


def backend() -> int:
    return int(connection.connection.info.backend_pid)


def hung_up() -> None:
    """Have the server end this line, as when it is started anew."""
    ended = backend()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [ended])
    finally:
        other.close()


def test_a_quiet_line_is_trusted_without_asking(checked):
    next_request()
    lines.trust_quiet_line()
    assert connection.health_check_done
    with CaptureQueriesContext(connection) as queries, connection.cursor() as cursor:
        cursor.execute("SELECT 2")
    assert [query["sql"] for query in queries] == ["SELECT 2"]


def test_a_line_that_was_hung_up_is_opened_anew(checked):
    before = backend()
    hung_up()
    next_request()
    lines.trust_quiet_line()
    assert not connection.health_check_done
    with lines.cursor() as cursor:
        assert cursor.execute("SELECT 3").fetchone() == (3,)
    assert backend() != before


def test_the_cursor_itself_looks_before_it_asks(checked):
    hung_up()
    next_request()
    with lines.cursor() as cursor:
        assert cursor.execute("SELECT %b::int", [4], prepare=True).fetchone() == (4,)


def test_a_line_that_was_never_opened_needs_no_trust(checked):
    connection.close()
    lines.trust_quiet_line()
    assert connection.connection is None
    with lines.cursor() as cursor:
        assert cursor.execute("SELECT 5").fetchone() == (5,)


def test_statements_are_prepared_on_this_line(checked):
    with lines.cursor() as cursor:
        for number in range(3):
            cursor.execute("SELECT %b::int + 1", [number], prepare=True)
        sql = "SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT $1::int + 1'"
        assert cursor.execute(sql).fetchone() == (1,)
