"""Collective invoicing: drafts for everybody, then numbers for all drafts; each may run twice."""

import datetime as dt
from typing import TYPE_CHECKING

from campus.kit import dates
from campus.kit.errors import DomainError
from members.billing.einvoice.validator import Validator
from members.billing.models import Invoice, InvoiceRun
from members.billing.selectors import seller, unbilled_charges
from members.billing.services.drafts import draft_for
from members.billing.services.issue import issue
from members.billing.sums import series_of

if TYPE_CHECKING:
    from members.accounts.models import User

State = InvoiceRun.State


def open_run(*, until: dt.date, by: "User | None" = None) -> InvoiceRun:
    """Open a run for all services up to a day. Raises SellerIncomplete."""
    seller()
    return InvoiceRun.objects.create(until=until, created_by=by)


def draft_run(*, run: InvoiceRun) -> int:
    """Draft one invoice per municipality and number range; return how many there are.

    A second time, or beside another run, it finds nothing left and makes nothing twice.
    """
    pairs = sorted(
        {
            (charge.municipality_id, series_of(charge.vat_treatment))
            for charge in unbilled_charges(run.until)
        }
    )
    note(run, state=State.DRAFTING, steps=len(pairs), steps_done=0)
    for done, (municipality_id, series) in enumerate(pairs, start=1):
        draft_for(run=run, municipality_id=municipality_id, series=series, until=run.until)
        note(run, steps_done=done)
    found = Invoice.objects.filter(run=run).count()
    note(run, state=State.DRAFTED if found else State.DONE, finished_at=dates.now())
    return found


def issue_run(*, run: InvoiceRun, by: "User | None" = None) -> int:
    """Issue every draft of a run; what a rule stops stays a draft and is named as a fault."""
    drafts = Invoice.objects.filter(run=run, state=Invoice.State.DRAFT)
    faults: list[dict[str, str]] = []
    issued = 0
    note(run, state=State.ISSUING, steps=drafts.count(), steps_done=0)
    with Validator() as validator:
        for done, invoice in enumerate(drafts.select_related("municipality", "reverses"), start=1):
            try:
                issue(invoice=invoice, by=by, validator=validator)
                issued += 1
            except DomainError as error:
                faults.append({"invoice": str(invoice.municipality), "text": str(error)})
            note(run, steps_done=done, faults=faults)
    note(run, state=State.DRAFTED if faults else State.DONE, finished_at=dates.now())
    return issued


def stop_run(*, run: InvoiceRun, reason: str) -> None:
    """Note that a run has broken off; what it made so far is whole and stays."""
    fault = {"invoice": "", "text": reason}
    note(run, state=State.FAILED, faults=[*run.faults, fault], finished_at=dates.now())


def note(run: InvoiceRun, **values: object) -> None:
    """Write the progress down at once, so that the page can show it."""
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))
