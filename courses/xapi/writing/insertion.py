"""Writing a prepared batch: whole or not at all, with a constant number of round trips.

The usual batch is inserted without asking what is known: an id that is taken makes the insertion
fail, and only then is the batch compared with what is stored.
"""

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
from courses.xapi.lookup import located
from courses.xapi.models import Attachment, AttachmentContent, Statement, StatementId
from courses.xapi.signals import statements_accepted
from courses.xapi.writing.batch import Batch
from courses.xapi.writing.inserting import insert
from courses.xapi.writing.postgresql import can_write_at_once, insert_marked
from courses.xapi.writing.references import add_references
from courses.xapi.writing.rows import Rows, rows_of
from courses.xapi.writing.settling import settle
from courses.xapi.writing.together import may_join, together
from courses.xapi.writing.voiding import check_voiding, void_targets

_ATTEMPTS = 5
# Deadlock found, serialisation failure: the same batch may succeed when tried again.
_RETRIED = frozenset({"40P01", "40001"})
Result = TypeVar("Result")


def written(batch: Batch, at: dt.datetime | None) -> list[UUID]:
    """Store what is new of the batch and return the ids of the whole batch."""
    joined = together.write(batch) if at is None and may_join(batch) else None
    rows = joined or _written_alone(batch, at)
    # What this batch refers to may have arrived while it was written, and not have seen it.
    targets = [row.target_id for row in rows.statements if row.target_id]
    changed = settle([*batch.ids, *targets], rows.definitions, referred=rows.referred)
    if rows.statements or changed:
        announce(
            statements_accepted,
            Statement,
            statement_ids=[row.statement_id for row in rows.statements],
            registrations=sorted(changed | rows.registrations | rows.waiting),
            at_once=batch.authority.is_personal,
        )
    return batch.ids


def _written_alone(batch: Batch, at: dt.datetime | None) -> Rows:
    known: frozenset[UUID] = frozenset()

    def attempt() -> Rows:
        return _write(batch, at, known)

    for remaining in reversed(range(_ATTEMPTS)):
        try:
            return (None if at else _write_at_once(batch, known)) or retried(attempt)
        except IntegrityError:
            # Somebody stored some of it before, or at this moment.
            known = _already_stored(batch)
            if not remaining:
                raise
    raise AssertionError("unreachable")


def retried(attempt: Callable[[], Result], *, also: tuple[type[Exception], ...] = ()) -> Result:
    """Run the attempt in a transaction, and again where a parallel writer got in the way.

    `also` names further errors that a parallel writer causes.
    """
    for remaining in reversed(range(_ATTEMPTS)):
        try:
            with transaction.atomic():
                return attempt()
        except also:
            if not remaining:
                raise
        except OperationalError as error:
            if not remaining or getattr(error.__cause__, "sqlstate", None) not in _RETRIED:
                raise
    raise AssertionError("unreachable")


def _write_at_once(batch: Batch, known: frozenset[UUID]) -> Rows | None:
    """Write a small batch as one statement that is its own transaction; None where it cannot."""
    if not can_write_at_once(len(batch.ids)):
        return None
    rows = rows_of(batch, base=dates.now(), known=known)
    if not rows.statements or rows.attachments or rows.has_references:
        return None
    referred = insert_marked(rows)
    if referred is None:
        return None
    rows.referred = referred
    return rows


def _write(batch: Batch, at: dt.datetime | None, known: frozenset[UUID]) -> Rows:
    mark_writing()
    rows = rows_of(batch, base=at or dates.now(), known=known)
    if not rows.statements:
        return rows
    targets = check_voiding(rows, batch.authority)
    insert(rows)
    _keep_attachments(rows)
    if rows.has_references:
        add_references(rows.statements)
        void_targets(targets)
    rows.registrations |= {target.registration for target in targets if target.registration}
    return rows


def _already_stored(batch: Batch) -> frozenset[UUID]:
    """Return the ids that are stored with the same statement; raise where it is another one.

    An id that is taken without a statement was erased: it is known, and stays erased.
    """
    taken = StatementId.objects.filter(statement_id__in=batch.ids)
    known = frozenset(taken.values_list("statement_id", flat=True))
    stored = dict(located(known).values_list("statement_id", "raw"))
    for statement_id, statement in zip(batch.ids, batch.statements, strict=True):
        if statement_id in stored and not same_statement(statement, loaded(stored[statement_id])):
            raise StatementConflict(statement_id=statement_id)
    return known


def _keep_attachments(rows: Rows) -> None:
    if not rows.attachments:
        return
    contents = [
        AttachmentContent(sha2=sha2, data=rows.contents[sha2]) for sha2 in sorted(rows.contents)
    ]
    AttachmentContent.objects.bulk_create(contents, ignore_conflicts=True)
    Attachment.objects.bulk_create([Attachment(**row._asdict()) for row in rows.attachments])
