"""The projections' queue: statements with a registration that nobody has folded yet.

Rows are written in the statement's transaction and deleted when folded, so that neither a crash
between commit and signal nor a late commit loses one. Use it in one transaction:

    with transaction.atomic():
        pending = take_pending(500)
        ...fold the registrations...
        done([row.id for row in pending])

A sweep looks at the rows in chunks with `peek`, which locks nothing, and takes up to `newest` only,
so that it ends although more keeps coming; `hold` locks those that it folds together.
"""

from courses.xapi.writing.pending import (
    Pending,
    done,
    drop,
    hold,
    newest,
    peek,
    take_pending,
    waiting_among,
)

__all__ = ["Pending", "done", "drop", "hold", "newest", "peek", "take_pending", "waiting_among"]
