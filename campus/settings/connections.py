"""How the platform talks to its database, by the kind of database."""

from typing import Any

SQLITE = "django.db.backends.sqlite3"


def options_for(engine: str, *, prepare_after: int) -> dict[str, Any]:
    """Return the options of a connection.

    PostgreSQL plans prepared queries (campus.kit.prepared) once per connection, after so many
    calls; 0 turns it off.
    """
    if engine != SQLITE:
        return {"prepare_threshold": prepare_after or None}
    # WAL and early write locks let the web process and the worker write side by side.
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-32000;"
        ),
    }
