"""Rows of members.billing: the office writes, the board reads, a municipality sees its own."""

from typing import Any

from campus.kit import dates
from members.billing.models import InvoiceRun, Payment
from tests.architecture.permission_matrix.actors import (
    EVERYBODY,
    OFFICE,
    OFFICE_AND_BOARD,
    A,
    Place,
    World,
)
from tests.architecture.permission_matrix.rows import Row, Values
from tests.architecture.permission_matrix.tables.cooperative import BOTH, POST
from tests.factories.billing import InvoiceFactory

OWN_INVOICES = frozenset({A.HR, A.CONTACT})
TURNED_AWAY = frozenset({400, 404})


def an_invoice(world: World, place: Place) -> dict[str, Any]:
    """Return an invoice issued to the place."""
    return {"number": InvoiceFactory(municipality=place.municipality, issued=True).number}


def a_draft(world: World, place: Place) -> dict[str, Any]:
    """Return a draft for the place."""
    return {"pk": InvoiceFactory(municipality=place.municipality).pk}


def a_run(world: World, place: Place) -> dict[str, Any]:
    """Return a run without drafts."""
    return {"pk": InvoiceRun.objects.create(until=dates.today()).pk}


def a_payment(world: World, place: Place) -> dict[str, Any]:
    """Return money received from the place."""
    payment = Payment.objects.create(
        municipality=place.municipality,
        method=Payment.Method.TRANSFER,
        amount=10,
        received_on=dates.today(),
        reference="Kontoauszug 1",
    )
    return {"pk": payment.pk}


def as_pdf(values: Values) -> Values:
    """Ask for the file."""
    return lambda world, place: {**values(world, place), "kind": "pdf"}


ROWS = (
    Row("billing:invoices", OFFICE_AND_BOARD),
    Row("billing:runs", OFFICE_AND_BOARD),
    Row("billing:runs", OFFICE, methods=POST),
    Row("billing:run", OFFICE_AND_BOARD, a_run),
    Row("billing:issue_all", OFFICE, a_run, methods=POST),
    Row("billing:draft", OFFICE_AND_BOARD, a_draft),
    Row("billing:draft_pdf", OFFICE_AND_BOARD, a_draft),
    Row("billing:issue", OFFICE, a_draft, methods=POST),
    Row("billing:discard", OFFICE, a_draft, methods=POST),
    Row("billing:open_items", OFFICE_AND_BOARD),
    Row("billing:payments", OFFICE_AND_BOARD),
    Row("billing:allocate", OFFICE, a_payment, methods=BOTH),
    Row("billing:reverse_payment", OFFICE, a_payment, methods=POST),
    Row("billing:settings", OFFICE, methods=BOTH),
    Row("billing:invoice", OFFICE_AND_BOARD, an_invoice),
    Row("billing:invoice_file", OFFICE_AND_BOARD, as_pdf(an_invoice)),
    Row("billing:pay", OFFICE, an_invoice, methods=BOTH),
    Row("billing:reverse", OFFICE, an_invoice, methods=BOTH),
    Row("billing:my_invoices", OWN_INVOICES),
    Row("billing:my_invoice", OWN_INVOICES, an_invoice),
    Row("billing:my_file", OWN_INVOICES, as_pdf(an_invoice)),
    Row("billing:pay_online", OWN_INVOICES, an_invoice, methods=POST),
    # Only Stripe's signature opens it; without keys in the settings it does not exist at all.
    Row("billing:stripe_webhook", EVERYBODY, methods=POST, answer=TURNED_AWAY),
)
