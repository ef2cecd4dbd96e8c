"""The state of the installation: database, migrations, cache and background work."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from campus.kit import dates
from campus.operations.models import Heartbeat

WORKER = "worker"
CLOCK = "clock"
PROBE = "operations-readiness"


@dataclass(frozen=True)
class Readiness:
    """What an installation needs to answer requests, and what is reported beside it."""

    database: bool
    migrations: bool
    cache: bool
    worker_seen_seconds_ago: int | None
    clock_seen_seconds_ago: int | None
    waiting_jobs: int | None

    @property
    def is_ready(self) -> bool:
        """Tell whether pages can be served; a sleeping worker delays work but stops none."""
        return self.database and self.migrations and self.cache

    def as_dict(self) -> dict[str, bool | int | None]:
        """Return the answer for a monitoring system."""
        return {"ready": self.is_ready, **asdict(self)}


def readiness() -> Readiness:
    """Ask every part in turn; a part that fails makes the answer worse, never an error."""
    if not database_answers():
        return Readiness(
            database=False,
            migrations=False,
            cache=False,
            worker_seen_seconds_ago=None,
            clock_seen_seconds_ago=None,
            waiting_jobs=None,
        )
    if not migrations_are_applied():
        return Readiness(
            database=True,
            migrations=False,
            cache=cache_answers(),
            worker_seen_seconds_ago=None,
            clock_seen_seconds_ago=None,
            waiting_jobs=None,
        )
    return Readiness(
        database=True,
        migrations=True,
        cache=cache_answers(),
        worker_seen_seconds_ago=seconds_since(WORKER),
        clock_seen_seconds_ago=seconds_since(CLOCK),
        waiting_jobs=DBTaskResult.objects.ready().count(),
    )


def database_answers() -> bool:
    """Tell whether the database can be reached."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_are_applied() -> bool:
    """Tell whether the tables fit the code."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def cache_answers() -> bool:
    """Tell whether the cache gives back what it was given."""
    try:
        cache.set(PROBE, "here", 30)
        return bool(cache.get(PROBE) == "here")
    except DatabaseError:
        return False


def seconds_since(name: str) -> int | None:
    """Return how long ago a process was seen, or nothing if it never was."""
    seen = Heartbeat.objects.filter(name=name).values_list("seen_at", flat=True).first()
    return None if seen is None else int((dates.now() - seen) / dt.timedelta(seconds=1))
