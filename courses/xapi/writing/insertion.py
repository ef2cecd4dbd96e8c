"""Writing a prepared batch in one transaction, with a constant number of queries."""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction

from campus.kit import dates
from campus.kit.after_commit import announce
from courses.xapi.consistency import mark_writing
from courses.xapi.core.comparison import same_statement
from courses.xapi.core.jsontext import loaded
from courses.xapi.errors import StatementConflict
from courses.xapi.models import (
    Attachment,
    AttachmentContent,
    PendingStatement,
    Statement,
    StatementActivity,
    StatementAgent,
    StatementTarget,
)
from courses.xapi.signals import statements_accepted
from courses.xapi.writing.batch import Batch
from courses.xapi.writing.definitions import merge_definitions
from courses.xapi.writing.references import reference_rows
from courses.xapi.writing.rows import Rows
from courses.xapi.writing.voiding import apply_voiding

_ATTEMPTS = 5
# Deadlock found, serialisation failure: the same batch may succeed when tried again.
_RETRIED = frozenset({"40P01", "40001"})
Result = TypeVar("Result")


def written(batch: Batch, at: dt.datetime | None) -> list[UUID]:
    """Store what is new of the batch and return the ids of the whole batch."""
    return retried(lambda: _write(batch, at))


def retried(attempt: Callable[[], Result]) -> Result:
    """Run the attempt again where a parallel writer got in the way."""
    for remaining in reversed(range(_ATTEMPTS)):
        try:
            with transaction.atomic():
                return attempt()
        except IntegrityError:
            if not remaining:
                raise
        except OperationalError as error:
            if not remaining or getattr(error.__cause__, "sqlstate", None) not in _RETRIED:
                raise
    raise AssertionError("unreachable")


def _write(batch: Batch, at: dt.datetime | None) -> list[UUID]:
    known = _already_stored(batch)
    mark_writing()
    base = at or dates.now()
    rows = Rows()
    for index, statement_id in enumerate(batch.ids):
        if statement_id not in known:
            # A microsecond apart, so that the order within the batch is kept.
            rows.add(batch, index, base + dt.timedelta(microseconds=index))
    if rows.statements:
        _insert(rows, batch)
        announce(
            statements_accepted,
            Statement,
            statement_ids=[row.statement_id for row in rows.statements],
            registrations=sorted({row.registration for row in rows.pending}),
        )
    return batch.ids


def _already_stored(batch: Batch) -> set[UUID]:
    """Return the ids that are stored with the same statement; raise where it is another one."""
    stored = Statement.objects.filter(statement_id__in=batch.ids).values_list("statement_id", "raw")
    known = dict(stored)
    for statement_id, statement in zip(batch.ids, batch.statements, strict=True):
        if statement_id in known and not same_statement(statement, loaded(known[statement_id])):
            raise StatementConflict(statement_id=statement_id)
    return set(known)


def _insert(rows: Rows, batch: Batch) -> None:
    apply_voiding(rows, batch.authority)
    rows.statements.sort(key=lambda row: row.statement_id)
    Statement.objects.bulk_create(rows.statements)
    StatementAgent.objects.bulk_create(rows.agents)
    StatementActivity.objects.bulk_create(rows.activities)
    StatementTarget.objects.bulk_create(reference_rows(rows.statements), ignore_conflicts=True)
    contents = [rows.contents[sha2] for sha2 in sorted(rows.contents)]
    AttachmentContent.objects.bulk_create(contents, ignore_conflicts=True)
    Attachment.objects.bulk_create(rows.attachments)
    PendingStatement.objects.bulk_create(rows.pending)
    if batch.authority.may_define:
        merge_definitions(rows.definitions)
