"""Small batches of concurrent requests, written in one transaction of this process.

While one transaction is on its way to the disk the next requests gather; whoever comes first then
writes for all of them. Nobody waits on purpose, and each is acknowledged after the commit only.
Where the whole fails, nothing is stored, and each writes for itself, so that a fault stays with its
batch.
"""

import datetime as dt
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import DatabaseError

from campus.kit import dates
from courses.xapi.writing.batch import Batch
from courses.xapi.writing.postgresql import can_write_at_once, insert_marked
from courses.xapi.writing.rows import Rows, merged, rows_of

# Larger batches fill a transaction by themselves.
MOST_EACH = 10
MOST = 50


@dataclass(eq=False, slots=True)
class Waiting:
    """A batch on its way; `rows` once they are committed, None where it has to write itself."""

    batch: Batch
    called: threading.Event = field(default_factory=threading.Event)
    leads: bool = False
    rows: Rows | None = None


def may_join(batch: Batch) -> bool:
    """Tell whether a batch is small, and neither brings contents nor refers to a statement."""
    if len(batch.ids) > MOST_EACH or not can_write_at_once(len(batch.ids)):
        return False
    return not any(
        "attachments" in statement or statement["object"].get("objectType") == "StatementRef"
        for statement in batch.statements
    )


class Together:
    """The batches of one process that wait to be written, and whether somebody writes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Waiting] = []
        self._busy = False

    def write(self, batch: Batch) -> Rows | None:
        """Write the batch, with others if there are any; return None if it has to write itself."""
        mine = Waiting(batch)
        with self._lock:
            self._waiting.append(mine)
            mine.leads, self._busy = not self._busy, True
        if not mine.leads:
            mine.called.wait()
        if mine.leads:
            self._lead()
        return mine.rows

    def _lead(self) -> None:
        with self._lock:
            group = _first_of(self._waiting)
            del self._waiting[: len(group)]
        try:
            with suppress(DatabaseError):
                _write(group)
        finally:
            with self._lock:
                following = self._waiting[0] if self._waiting else None
                self._busy = following is not None
                if following is not None:
                    following.leads = True
            for done in (*group[1:], *([following] if following else [])):
                done.called.set()


def _first_of(waiting: Sequence[Waiting]) -> list[Waiting]:
    """Return as many as fit into one transaction, in the order they came; at least one."""
    group: list[Waiting] = []
    number = 0
    for each in waiting:
        number += len(each.batch.ids)
        if group and number > MOST:
            break
        group.append(each)
    return group


def _write(group: Sequence[Waiting]) -> None:
    base = dates.now()
    parts: list[Rows] = []
    for each in group:
        parts.append(rows_of(each.batch, base=base))
        base += dt.timedelta(microseconds=len(each.batch.ids))
    referred = insert_marked(merged(parts))
    if referred is None:
        return
    for each, rows in zip(group, parts, strict=True):
        each.rows, rows.referred = rows, referred


together = Together()
