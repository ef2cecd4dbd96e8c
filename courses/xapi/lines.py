"""The line to PostgreSQL as the store uses it for what every request asks: no idle round trips.

Django's own cursor writes values into the statement's text, has it planned anew each time, and asks
`SELECT 1` first in every request. Here values travel beside the statement, in binary, the server
keeps the plan, and a line is taken for good while nothing stands in its inbox.
"""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

# What is executed more often is prepared; Django switches that off for all its connections.
_PREPARED_AFTER = 5


@contextmanager
def cursor() -> Iterator["psycopg.Cursor[tuple[Any, ...]]"]:
    """Yield psycopg's own cursor on Django's connection."""
    connection = connections[DEFAULT_DB_ALIAS]
    _trust_if_quiet(connection)
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    line = connection.connection
    line.prepare_threshold = _PREPARED_AFTER
    with connection.wrap_database_errors, psycopg.Cursor(line) as opened:
        yield opened


def trust_quiet_line() -> None:
    """Spare the health check where nothing came in: a server that ends says so, or hangs up.

    Whatever is unusual is left to Django's check.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        _trust_if_quiet(connection)


def _trust_if_quiet(connection: Any) -> None:
    line = connection.connection
    if connection.health_check_done or line is None or line.closed:
        return
    inbox = select.poll()
    inbox.register(line.fileno(), select.POLLIN)
    if not inbox.poll(0):
        connection.health_check_done = True
