"""Options of the connection by the kind of database."""

import pytest

from campus.settings.connections import SQLITE, options_for


@pytest.mark.parametrize(("calls", "kept"), [(3, 3), (1, 1), (0, None)])
def test_postgresql_keeps_plans_after_so_many_calls_or_never(calls, kept):
    options = options_for("django.db.backends.postgresql", prepare_after=calls)
    assert options["prepare_threshold"] == kept
    # A pooler between transactions hands no options of a connection on.
    assert ("jit=off" in options.get("options", "")) is bool(calls)


def test_sqlite_lets_two_processes_write_and_knows_no_plans():
    options = options_for(SQLITE, prepare_after=3)
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "prepare_threshold" not in options
