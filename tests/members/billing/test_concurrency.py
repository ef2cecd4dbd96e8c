"""Eight at a time on PostgreSQL: no gap, no duplicate, one invoice per charge."""

import datetime as dt
import random
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from campus.kit.errors import DomainError
from members.billing.audit import faults
from members.billing.models import ChargeBilling, Invoice, InvoiceRun, Payment
from members.billing.services import draft_run, issue, record_payment
from members.cooperative.models import Charge
from members.cooperative.services import record_charge
from tests.factories.billing import InvoiceFactory, NoRules, SellerFactory
from tests.factories.cooperative import ChargeFactory
from tests.factories.organisations import MunicipalityFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WORKERS = 8
TODAY = dt.date.today()


class Crash(RuntimeError):
    """The power goes out in the middle of issuing."""


def at_once(deed, arguments):
    """Run a deed for all arguments on eight connections."""

    def on_own_connection(argument):
        try:
            return deed(argument)
        except (DomainError, Crash):
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(on_own_connection, arguments))


def papers(*args, **kwargs):
    return {"pdf": b"%PDF", "ubl": b"<x/>", "cii": b"<y/>"}


def drafts(number):
    town = MunicipalityFactory(leitweg_id="06431020-DEMO1-72")
    return [InvoiceFactory(municipality=town) for _ in range(number)]


def test_issue_by_eight_with_crashes_leaves_no_gap_and_no_duplicate():
    made = drafts(40)
    luck = random.Random(7)
    fate = {invoice.pk: luck.random() < 0.25 for invoice in made}

    def deed(invoice):
        def documents(*args, **kwargs):
            if fate[invoice.pk]:
                raise Crash
            return papers()

        return issue(invoice=invoice, validator=NoRules(), documents=documents).number

    numbers = sorted(number for number in at_once(deed, made) if number)
    assert numbers == [f"RE-{TODAY.year}-{place:05d}" for place in range(1, len(numbers) + 1)]
    assert len(numbers) == 40 - sum(fate.values())
    assert not list(faults())


def test_issue_of_the_same_draft_by_eight_gives_one_number():
    draft = drafts(1)[0]
    found = at_once(
        lambda _: issue(invoice=draft, validator=NoRules(), documents=papers).number, range(WORKERS)
    )
    assert [number for number in found if number] == [f"RE-{TODAY.year}-00001"]


def test_parallel_runs_make_one_invoice_per_charge():
    SellerFactory()
    for _ in range(4):
        town = MunicipalityFactory(leitweg_id="06431020-DEMO1-72")
        for _ in range(3):
            ChargeFactory(municipality=town, quantity=Decimal("1"))
    at_once(lambda _: draft_run(run=InvoiceRun.objects.create(until=TODAY)), range(WORKERS))
    assert Invoice.objects.count() == 4
    assert ChargeBilling.objects.count() == 12


def test_parallel_charges_of_one_reason_make_one_charge():
    town = MunicipalityFactory()

    def deed(_):
        return record_charge(
            kind="seat",
            source_key="same",
            municipality=town,
            description="Modul",
            quantity=Decimal("1"),
            unit_price=Decimal("10"),
            vat_treatment="exempt_education",
            vat_rate=Decimal("0"),
            service_from=TODAY,
            service_until=TODAY,
        ).pk

    assert len(set(at_once(deed, range(WORKERS)))) == 1
    assert Charge.objects.count() == 1


def test_parallel_payments_never_pay_more_than_the_invoice():
    invoice = issue(invoice=drafts(1)[0], validator=NoRules(), documents=papers)

    def deed(place):
        return record_payment(
            invoice=invoice, amount=Decimal("100"), received_on=TODAY, reference=f"KA {place}"
        )

    at_once(deed, range(WORKERS))
    assert Payment.objects.count() == 5
    assert not list(faults())


def test_parallel_entries_of_one_bank_reference_make_one_payment():
    invoice = issue(invoice=drafts(1)[0], validator=NoRules(), documents=papers)

    def deed(_):
        return record_payment(
            invoice=invoice, amount=Decimal("10"), received_on=TODAY, reference="KA 1"
        )

    at_once(deed, range(WORKERS))
    assert Payment.objects.count() == 1
