"""`check_billing` finds what was done to the books past all guards; `einvoice` gives the bytes."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from members.billing.audit import faults
from members.billing.selectors import document_of
from members.billing.services import record_payment, reverse_invoice
from tests.factories.billing import InvoiceFactory, NoRules, SellerFactory
from tests.factories.cooperative import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice():
    issued = InvoiceFactory(issued=True)
    record_payment(
        invoice=issued, amount=Decimal("100"), received_on=dt.date.today(), reference="KA 1"
    )
    return issued


def tamper(*statements):
    """Lift all guards, change the rows, and put the guards back."""
    find = {
        "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) "
        "FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    on = "" if connection.vendor == "sqlite" else " ON {table}"
    with connection.cursor() as cursor:
        cursor.execute(find)
        guards = [row for row in cursor.fetchall() if "_no_" in row[0]]
        for name, table, _ in guards:
            cursor.execute(f'DROP TRIGGER "{name}"' + on.format(table=table))
        for statement in statements:
            cursor.execute(statement)
        for _, _, sql in guards:
            cursor.execute(sql)


def test_books_made_by_the_services_are_in_order(invoice, capsys):
    reverse_invoice(invoice=invoice, reason="Fehler", validator=NoRules())
    MembershipFactory()
    assert list(faults()) == []
    call_command("check_billing")
    assert "The books are in order." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE billing_invoiceline SET net = 1", "not quantity times price"),
        ("UPDATE billing_taxrow SET base = 1", "VAT rows do not follow"),
        ("UPDATE billing_invoice SET gross = 1", "totals do not follow"),
        ("UPDATE billing_numberseries SET last = 2", "is missing in the series"),
        ("UPDATE billing_numberseries SET last = 0", "was not drawn"),
        ("DELETE FROM billing_numberseries", "without a counter"),
        ("DELETE FROM billing_chargebilling", "its charges make"),
        ("UPDATE billing_invoicedocument SET sha256 = 'x'", "have changed"),
        ("DELETE FROM billing_invoicedocument WHERE format = 'pdf'", "document is missing"),
        ("UPDATE billing_allocation SET amount = 101", "are allocated"),
        ("UPDATE cooperative_charge SET net = 1", "not quantity times price"),
        ("UPDATE billing_taxrow SET category = 'S', rate = 19", "VAT rows do not follow"),
        ("UPDATE billing_invoice SET number = 'RE-1999-00001'", "was not drawn"),
        ("UPDATE billing_allocation SET amount = -1", "are allocated"),
        (
            "UPDATE billing_invoicedocument SET content = "
            "(SELECT content FROM billing_invoicedocument WHERE format = 'cii')",
            "have changed",
        ),
    ],
)
def test_change_past_the_guards_is_found(invoice, statement, sentence):
    tamper(statement)
    assert any(sentence in fault for fault in faults())


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE billing_chargebilling SET reversed_by_id = NULL", "its charges are not free"),
        (
            "UPDATE billing_invoice SET gross = -1 WHERE series = 'RK'",
            "does not take back exactly",
        ),
    ],
)
def test_change_of_a_correction_past_the_guards_is_found(invoice, statement, sentence):
    reverse_invoice(invoice=invoice, reason="Fehler", validator=NoRules())
    tamper(statement)
    assert any(sentence in fault for fault in faults())


def test_date_that_runs_backwards_is_found(invoice):
    second = InvoiceFactory(issued=True)
    earlier = second.issued_on.replace(day=1, month=1).isoformat()
    tamper(f"UPDATE billing_invoice SET issued_on = '{earlier}' WHERE id = {second.pk}")  # noqa: S608
    assert f"{second.number}: its date is before that of the number before." in list(faults())


def test_allocation_across_municipalities_is_found(invoice):
    stranger = InvoiceFactory(issued=True)
    tamper(f"UPDATE billing_allocation SET invoice_id = {stranger.pk}")  # noqa: S608
    assert any("are of different municipalities" in fault for fault in faults())


def test_payments_beyond_the_total_are_found(invoice):
    tamper(
        "UPDATE billing_payment SET amount = 900",
        "UPDATE billing_allocation SET amount = 495.01",
    )
    assert f"{invoice.number}: more is allocated than it amounts to." in list(faults())


def test_missing_guard_is_found_and_ends_the_command_with_one(invoice, capsys):
    on = " ON billing_invoice" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER billing_invoice_no_update{on}")
    with pytest.raises(SystemExit) as ended:
        call_command("check_billing")
    assert ended.value.code == 1
    assert "billing_invoice: the guard against UPDATE is missing." in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["ubl", "cii", "pdf"])
def test_einvoice_writes_the_stored_bytes(invoice, kind, capsysbinary):
    call_command("einvoice", invoice.number, format=kind)
    assert capsysbinary.readouterr().out == bytes(document_of(invoice, kind).content)


def test_einvoice_of_unknown_number_says_so():
    SellerFactory()
    with pytest.raises(CommandError, match="RE-1999-00001"):
        call_command("einvoice", "RE-1999-00001")
