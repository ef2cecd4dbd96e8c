"""How the platform talks to its database, by the kind of database."""

from typing import Any

SQLITE = "django.db.backends.sqlite3"


def options_for(engine: str, *, prepare_after: int) -> dict[str, Any]:
    """Return the options of a connection.

    PostgreSQL plans prepared queries (campus.kit.prepared) once per connection, after so many
    calls; 0 turns it off. It compiles none of them to machine code: for lists and sums of some
    thousand rows that takes many times longer than the rows do. A pooler (0) takes no such option.
    """
    if engine != SQLITE:
        options = {"options": "-c jit=off"} if prepare_after else {}
        return {"prepare_threshold": prepare_after or None, **options}
    # WAL and early write locks let the web process and the worker write side by side.
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-32000;"
        ),
    }
