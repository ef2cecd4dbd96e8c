"""Append-only tables: the model refuses changes, and so does the database by trigger.

The reason is the law: entries may not be changed so that the original is lost (§ 146 IV AO,
§ 239 III HGB). A wrong entry is answered by a second one that takes it back.
"""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models
from django.db.migrations.operations import RunPython
from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError

REFUSAL = "append-only"


class EntryIsFinal(DomainError):
    """Somebody tried to change or delete an entry of a ledger."""

    code = "entry_is_final"
    message = _("This entry is final. Please correct it by a second entry that takes it back.")


class LedgerQuerySet(models.QuerySet):
    """A queryset that can read and add, and nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise EntryIsFinal

    def delete(self) -> NoReturn:
        """Refuse."""
        raise EntryIsFinal

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise EntryIsFinal


class LedgerEntry(models.Model):
    """One line of a ledger; abstract."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the entry; refuse to change one that is there."""
        if not self._state.adding:
            raise EntryIsFinal
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise EntryIsFinal


POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION kc_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def trigger_name(table: str, event: str) -> str:
    """Return the name of the trigger that guards a table against an event."""
    return f"{table}_no_{event.lower()}"


def guard_sql(vendor: str, table: str, event: str, condition: str = "") -> str:
    """Return the SQL that makes the database refuse UPDATE or DELETE on a table.

    `condition` may name OLD and NEW columns; without it every such statement is refused.
    """
    name = trigger_name(table, event)
    when = f"WHEN ({condition})" if condition else ""
    if vendor == "postgresql":
        return (
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW {when} '
            "EXECUTE FUNCTION kc_refuse_change()"
        )
    return (
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW {when} '
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {event} on {table} is refused'); END"
    )


def guards(tables: Iterable[str], *, condition: str = "", update_condition: str = "") -> RunPython:
    """Return the migration operation that guards these tables against change and deletion.

    A row is guarded when `condition` holds, for updates `update_condition` where it is given.

    On SQLite a later migration that alters a table makes it anew without its triggers and has to
    repeat this operation; `check_billing` tells when a guard is missing.
    """
    names = list(tables)
    conditions = {"UPDATE": update_condition or condition, "DELETE": condition}

    def install(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        if vendor == "postgresql":
            schema_editor.execute(POSTGRES_FUNCTION, params=None)
        for table in names:
            for event, rule in conditions.items():
                schema_editor.execute(_drop(vendor, table, event))
                schema_editor.execute(guard_sql(vendor, table, event, rule))

    def remove(apps: Any, schema_editor: Any) -> None:
        for table in names:
            for event in conditions:
                schema_editor.execute(_drop(schema_editor.connection.vendor, table, event))

    return RunPython(install, remove)


def _drop(vendor: str, table: str, event: str) -> str:
    place = f' ON "{table}"' if vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{trigger_name(table, event)}"{place}'
