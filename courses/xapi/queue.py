"""The projections' queue: statements with a registration that nobody has folded yet.

Rows are written in the statement's transaction and deleted when folded, so that neither a crash
between commit and signal nor a late commit loses one. Use it in one transaction:

    with transaction.atomic():
        pending = take_pending(500)
        ...fold the registrations...
        done([row.id for row in pending])
"""

from courses.xapi.writing.pending import Pending, done, pending_registrations, take_pending

__all__ = ["Pending", "done", "pending_registrations", "take_pending"]
