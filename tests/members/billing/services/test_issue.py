"""Issuing: the number, what is frozen, and what is refused."""

import datetime as dt
import hashlib

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from members.billing.errors import DateRunsBackwards, InvoiceNotValid, NotADraft, SellerIncomplete
from members.billing.models import BillingSettings, Invoice, NumberSeries
from members.billing.selectors import document_of
from members.billing.services import issue
from tests.factories.billing import (
    InvoiceFactory,
    NoRules,
    SellerFactory,
    contribution,
    mixed_charges,
)
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=False) as moved:
        yield moved


def test_issue_draft_gives_number_date_and_due_day():
    invoice = InvoiceFactory(issued=True)
    assert invoice.number == "RE-2026-00001"
    assert invoice.issued_on == dt.date(2026, 5, 4)
    assert invoice.due_on == dt.date(2026, 6, 3)


def test_issue_second_invoice_of_series_counts_on_without_gap():
    numbers = [InvoiceFactory(issued=True).number for _ in range(3)]
    assert numbers == ["RE-2026-00001", "RE-2026-00002", "RE-2026-00003"]


def test_issue_contribution_uses_its_own_series():
    town = MunicipalityFactory(leitweg_id="06431020-DEMO1-72")
    invoice = InvoiceFactory(municipality=town, charges=[contribution(town)], issued=True)
    assert invoice.number == "MB-2026-00001"


def test_issue_in_new_year_begins_at_one_again(clock):
    InvoiceFactory(issued=True)
    clock.move_to(TODAY.replace(year=2027))
    assert InvoiceFactory(issued=True).number == "RE-2027-00001"


def test_issue_with_earlier_date_than_the_last_is_refused_and_draws_no_number(clock):
    InvoiceFactory(issued=True)
    draft = InvoiceFactory()
    clock.move_to(TODAY - dt.timedelta(days=1))
    with pytest.raises(DateRunsBackwards, match=r"04\.05\.2026"):
        issue(invoice=draft, validator=NoRules())
    assert NumberSeries.objects.get(series="RE").last == 1


def test_issue_twice_is_refused():
    invoice = InvoiceFactory(issued=True)
    with pytest.raises(NotADraft):
        issue(invoice=invoice, validator=NoRules())


def test_issue_stores_three_documents_with_their_hashes():
    invoice = InvoiceFactory(issued=True)
    for kind, begin in (("pdf", b"%PDF"), ("ubl", b"<?xml"), ("cii", b"<?xml")):
        document = document_of(invoice, kind)
        content = bytes(document.content)
        assert content.startswith(begin)
        assert document.sha256 == hashlib.sha256(content).hexdigest()


def test_issue_keeps_seller_and_buyer_although_master_data_change_later():
    invoice = InvoiceFactory(issued=True)
    BillingSettings.objects.update(name="Anders eG")
    invoice.municipality.name = "Stadt Anders"
    invoice.municipality.save()
    invoice.refresh_from_db()
    assert invoice.seller["name"] == "KommunalCampus eG"
    assert invoice.buyer["name"].startswith("Stadt Musterstadt")


def test_issue_when_making_documents_fails_leaves_no_number():
    draft = InvoiceFactory()

    def broken(*args, **kwargs):
        raise RuntimeError("no paper")

    with pytest.raises(RuntimeError):
        issue(invoice=draft, validator=NoRules(), documents=broken)
    draft.refresh_from_db()
    assert draft.is_draft
    assert not NumberSeries.objects.filter(last__gt=0).exists()
    assert issue(invoice=draft, validator=NoRules()).number == "RE-2026-00001"


@pytest.mark.parametrize(
    ("town", "sentence"),
    [
        ({"leitweg_id": "04011000-12345-34"}, "Leitweg-ID"),
        ({"leitweg_id": "", "invoice_email": ""}, "Leitweg-ID"),
        ({"leitweg_id": "06431020-DEMO1-72", "city": ""}, "Ort|PLZ|Postleitzahl|Town"),
    ],
)
def test_issue_to_municipality_with_wrong_data_says_what_to_do(town, sentence):
    draft = InvoiceFactory(municipality=MunicipalityFactory(**town))
    with pytest.raises(InvoiceNotValid, match=sentence):
        issue(invoice=draft, validator=NoRules())
    assert not Invoice.objects.filter(number__isnull=False).exists()


def test_issue_before_seller_was_entered_is_refused():
    draft = InvoiceFactory()
    BillingSettings.objects.all().delete()
    with pytest.raises(SellerIncomplete):
        issue(invoice=draft, validator=NoRules())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE billing_invoice SET gross = 1",
        "DELETE FROM billing_invoice",
        "UPDATE billing_invoiceline SET net = 1",
        "DELETE FROM billing_invoiceline",
        "UPDATE billing_taxrow SET amount = 0",
        "UPDATE billing_invoicedocument SET sha256 = 'x'",
        "DELETE FROM billing_chargebilling",
        "UPDATE billing_chargebilling SET charge_id = charge_id + 1",
    ],
)
def test_issued_invoice_is_guarded_by_the_database(sql):
    InvoiceFactory(issued=True)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_issue_by_the_official_rules_finds_no_fault(official_rules):
    town = MunicipalityFactory(leitweg_id="06431020-DEMO1-72")
    draft = InvoiceFactory(municipality=town, charges=mixed_charges(town))
    assert issue(invoice=draft, validator=official_rules).number


def test_seller_is_one_row_only():
    SellerFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        BillingSettings.objects.create(pk=2, name="Zweite", tax_number="1")
