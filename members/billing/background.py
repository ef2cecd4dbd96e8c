"""Starting background work: the row that shows its progress, and the task after the commit."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit.after_commit import enqueue
from members.billing import services, tasks
from members.billing.models import Invoice, InvoiceRun
from members.billing.selectors import seller

if TYPE_CHECKING:
    from members.accounts.models import User


@transaction.atomic
def start_run(*, until: dt.date, by: "User | None" = None) -> InvoiceRun:
    """Start drafting invoices of all services up to a day."""
    run = services.open_run(until=until, by=by)
    enqueue(tasks.draft_run, run_id=run.pk)
    return run


@transaction.atomic
def start_issuing(*, run: InvoiceRun, by: "User | None" = None) -> InvoiceRun:
    """Start issuing all drafts of a run; a second click while it works starts nothing."""
    seller()
    run = InvoiceRun.objects.select_for_update().get(pk=run.pk)
    if run.state != InvoiceRun.State.ISSUING:
        run.state = InvoiceRun.State.ISSUING
        run.steps = Invoice.objects.filter(run=run, state=Invoice.State.DRAFT).count()
        run.steps_done = 0
        run.faults = []
        run.save(update_fields=["state", "steps", "steps_done", "faults"])
        enqueue(tasks.issue_run, run_id=run.pk, user_id=by.pk if by else None)
    return run
