"""The test database: migrated once, and whole again after tests that commit.

On SQLite the migrated database is kept as a file, named after all migrations, and copied into
memory at the next run. On PostgreSQL every worker copies the database that the environment names.
A test that commits (`transactional_db`, `live_server`) ends with a flush that also takes what
migrations had put in (Wagtail's root page, site and language); the rows of the fresh database are
remembered and put back before the next test.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test.utils import setup_databases, teardown_databases
from django.utils.module_loading import import_string
from pytest_django.fixtures import validate_django_db

from tests.support import MIGRATED

ENSURE_SITE = "campus.pages.services.ensure_site"
ENSURE_INDEX = "courses.catalogue.services.ensure_provider_index"
KEPT_TEMPLATES = 3


def migrations_digest() -> str:
    """Return a digest of all that shapes the fresh database."""
    root = Path(settings.BASE_DIR)
    files = [root / "requirements.lock", root / "campus" / "settings" / "base.py"]
    for package in ("campus", "courses", "members"):
        files += sorted((root / package).glob("*/migrations/*.py"))
    digest = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for path in files:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def template_path() -> Path:
    """Return where the migrated SQLite database is kept between runs."""
    return Path(settings.BASE_DIR) / "var" / "test-template" / f"{migrations_digest()}.sqlite3"


def save_template(target: Path) -> None:
    """Keep the migrated database, in one step, and drop those of older migrations."""
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_suffix(f".{id(target)}.tmp")
    with sqlite3.connect(scratch) as copy:
        connection.connection.backup(copy)
    copy.close()
    scratch.replace(target)
    newest_first = sorted(target.parent.glob("*.sqlite3"), key=lambda path: -path.stat().st_mtime)
    for path in newest_first[KEPT_TEMPLATES:]:
        path.unlink(missing_ok=True)


def begin_with_template(var: Path) -> None:
    """Spare a platform in this folder its migrations, if a run has kept a migrated database."""
    template = template_path()
    if template.exists():
        shutil.copyfile(template, var / "campus.sqlite3")


def open_sqlite(verbosity: int) -> str:
    """Open the test database in memory, from the template if there is one; return the old name."""
    creation = connection.creation
    old_name = connection.settings_dict["NAME"]
    template = template_path()
    if template.exists():
        connection.close()
        connection.settings_dict["NAME"] = creation._get_test_db_name()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"]
        connection.ensure_connection()
        with sqlite3.connect(template) as source:
            source.backup(connection.connection)
        source.close()
    else:
        creation.create_test_db(verbosity=verbosity, autoclobber=True, serialize=False)
        save_template(template)
    return old_name


@pytest.fixture(scope="session")
def django_db_setup(
    request: Any,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: None,
) -> Any:
    """Make the test database, with the site that every installation has."""
    verbosity = request.config.option.verbose
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            old_name = open_sqlite(verbosity)
        else:
            if migrated := os.environ.get(MIGRATED):
                connection.settings_dict["TEST"]["TEMPLATE"] = migrated
            old_config = setup_databases(verbosity, interactive=False, serialized_aliases=[])
        if connection.vendor == "sqlite":
            let_flush_pass_guards()
        make_site()
        original = FreshRows()
    yield original
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.creation.destroy_test_db(old_name, verbosity)
        else:
            end_other_sessions()
            teardown_databases(old_config, verbosity)


def end_other_sessions() -> None:
    """Close what a test's threads may have left open: PostgreSQL drops no database in use."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def let_flush_pass_guards() -> None:
    """Lift the triggers of append-only tables while a test's rows are flushed.

    SQLite flushes by DELETE, which those triggers refuse; PostgreSQL truncates.
    """
    flush = connection.ops.execute_sql_flush
    find = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_delete'"

    def unguarded_flush(sql_list: Any) -> None:
        with connection.cursor() as cursor:
            guards = cursor.execute(find).fetchall()
            for name, _ in guards:
                cursor.execute(f'DROP TRIGGER "{name}"')
            flush(sql_list)
            for _, sql in guards:
                cursor.execute(sql)

    connection.ops.execute_sql_flush = unguarded_flush


def make_site() -> None:
    """Give the database its home page and the index of providers, as every installation has."""
    for path in (ENSURE_SITE, ENSURE_INDEX):
        import_string(path)()


class FreshRows:
    """What the fresh database holds, to be put back after a flush."""

    def __init__(self) -> None:
        self.is_flushed = False
        self.rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}
        self.pages = sqlite3.connect(":memory:")
        if connection.vendor == "sqlite":
            connection.connection.backup(self.pages)
        else:
            self.rows = dict(self._read())

    def _read(self) -> Iterator[tuple[str, tuple[list[str], list[tuple[Any, ...]]]]]:
        """Yield every table that is not empty, with its columns and rows."""
        with connection.cursor() as cursor:
            for table in connection.introspection.django_table_names(only_existing=True):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
                if rows := cursor.fetchall():
                    yield table, ([column[0] for column in cursor.description], rows)

    def put_back(self) -> None:
        """Make the database as it was; other connections see all of it or nothing."""
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            self.pages.backup(connection.connection)
        else:
            self._insert()
        ContentType.objects.clear_cache()
        self.is_flushed = False

    def _insert(self) -> None:
        """Empty the tables and insert the remembered rows."""
        quote = connection.ops.quote_name
        tables = connection.introspection.django_table_names(only_existing=True)
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))
        with (
            connection.constraint_checks_disabled(),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            for table, (columns, rows) in self.rows.items():
                names = ", ".join(quote(column) for column in columns)
                marks = ", ".join(["%s"] * len(columns))
                insert = f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})"  # noqa: S608
                cursor.executemany(insert, rows)


def commits(request: Any) -> bool:
    """Tell whether a test commits, so that it ends with a flush."""
    marker = request.node.get_closest_marker("django_db")
    by_marker = bool(marker) and validate_django_db(marker)[0]
    return by_marker or bool({"transactional_db", "live_server"} & set(request.fixturenames))


@pytest.fixture
def _django_db_helper(request: Any, whole_database: None, _django_db_helper: None) -> None:
    """Let pytest-django open its transaction only once the rows are back."""


@pytest.fixture
def whole_database(request: Any, django_db_setup: FreshRows, django_db_blocker: Any) -> None:
    """Put back what the flush of an earlier test has taken."""
    if django_db_setup.is_flushed:
        with django_db_blocker.unblock():
            django_db_setup.put_back()
    django_db_setup.is_flushed = commits(request)
