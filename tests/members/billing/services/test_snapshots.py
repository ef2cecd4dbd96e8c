"""What is copied onto an invoice: seller, buyer, account and terms of the day of issue."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation
from lxml import etree

from members.billing.models import BillingSettings, InvoiceDocument
from members.billing.numbers import creditor_reference
from members.billing.selectors import seller
from members.billing.services import issue, reverse_invoice, save_settings
from members.billing.services.issue import check_draft, with_number
from members.billing.services.snapshots import (
    NO_NUMBER,
    buyer_reference,
    data_of,
    snapshot_of,
    stored_snapshot,
)
from members.cooperative.ledger import EntryIsFinal
from tests.factories.billing import InvoiceFactory, NoRules, SellerFactory
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 4)
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"


def snapshot(day=DAY, **town):
    town = {"leitweg_id": "06431020-DEMO1-72", **town}
    draft = InvoiceFactory(municipality=MunicipalityFactory(**town))
    return snapshot_of(draft, seller(), day)


def test_buyer_with_leitweg_id_has_it_as_reference_and_as_endpoint():
    buyer = snapshot(invoice_email="rathaus@stadt.example").buyer
    assert buyer["reference"] == buyer["endpoint"] == "06431020-DEMO1-72"
    assert buyer["endpoint_scheme"] == "0204"


def test_buyer_without_leitweg_id_has_its_ars_and_its_e_mail_address():
    buyer = snapshot(leitweg_id="", ars="064310200020", invoice_email="rathaus@stadt.example").buyer
    assert buyer["reference"] == "064310200020"
    assert (buyer["endpoint"], buyer["endpoint_scheme"]) == ("rathaus@stadt.example", "EM")


def test_buyer_reference_prefers_the_leitweg_id():
    town = MunicipalityFactory.build(ars="064310200020", leitweg_id="06431020-DEMO1-72")
    assert buyer_reference(town) == "06431020-DEMO1-72"


@pytest.mark.parametrize(
    "typed",
    ["DE02 1203 0000 0000 2020 51", "de02120300000000202051", "DE02-1203-0000-0000-2020-51"],
)
def test_iban_is_written_compact_however_it_was_typed(typed):
    """Every spelling here passes the check when it is entered."""
    draft = InvoiceFactory()
    row = SellerFactory.build(iban=typed)
    assert snapshot_of(draft, row, DAY).account["iban"] == "DE02120300000000202051"


@pytest.mark.parametrize(
    ("days", "due"),
    [(1, dt.date(2026, 5, 5)), (30, dt.date(2026, 6, 3)), (60, dt.date(2026, 7, 3))],
)
def test_due_day_is_counted_in_days_from_the_issue(days, due):
    draft = InvoiceFactory()
    found = snapshot_of(draft, SellerFactory.build(payment_days=days), DAY)
    assert found.due_on == due


@pytest.mark.parametrize("language", ["de", "en"])
def test_terms_are_german_whatever_language_the_clerk_uses(language):
    draft = InvoiceFactory()
    with translation.override(language):
        found = snapshot_of(draft, seller(), DAY)
    assert found.terms == "Zahlbar ohne Abzug bis zum 03.06.2026."


def test_correction_is_due_at_once_asks_for_nothing_and_says_why():
    invoice = InvoiceFactory(issued=True)
    with translation.override("en"):
        correction = reverse_invoice(invoice=invoice, reason="Preis", validator=NoRules())
    assert correction.due_on == correction.issued_on
    assert correction.terms == "Es ist nichts zu zahlen. Bereits Gezahltes wird erstattet."
    data = data_of(correction, stored_snapshot(correction), correction.number)
    day = f"{invoice.issued_on:%d.%m.%Y}"
    assert data.note == f"Korrektur der Rechnung {invoice.number} vom {day}. Grund: Preis"
    assert (data.type_code, data.preceding.number) == ("384", invoice.number)


def test_draft_has_no_number_and_no_stored_snapshot():
    draft = InvoiceFactory()
    assert data_of(draft, snapshot_of(draft, seller(), DAY)).number == NO_NUMBER
    with pytest.raises(ValueError, match="draft"):
        stored_snapshot(draft)


def test_with_number_changes_number_and_payment_reference_alone():
    data = check_draft(invoice=InvoiceFactory(), validator=NoRules())
    numbered = with_number(data, "RE-2026-00007")
    assert numbered.account.reference == creditor_reference("RE-2026-00007")
    assert with_number(numbered, NO_NUMBER) == data


def test_issued_invoice_states_the_same_after_all_master_data_changed():
    invoice = InvoiceFactory(issued=True)
    before = data_of(invoice, stored_snapshot(invoice), invoice.number)
    BillingSettings.objects.update(
        name="Anders eG", iban="AT611904300234573201", payment_days=7, contact_phone="1"
    )
    town = invoice.municipality
    town.name, town.street, town.leitweg_id = "Stadt Anders", "Neue Gasse 2", ""
    town.save()
    invoice.refresh_from_db()
    assert data_of(invoice, stored_snapshot(invoice), invoice.number) == before


def test_documents_keep_bytes_and_hash_after_master_data_changed():
    invoice = InvoiceFactory(issued=True)
    before = dict(InvoiceDocument.objects.values_list("format", "sha256"))
    BillingSettings.objects.update(name="Anders eG")
    for document in InvoiceDocument.objects.all():
        content = bytes(document.content)
        assert hashlib.sha256(content).hexdigest() == before[document.format]
        assert b"Anders eG" not in content
    assert len(before) == 3
    assert invoice.documents.count() == 3


def test_stored_xml_bears_the_number_of_its_invoice():
    invoice = InvoiceFactory(issued=True)
    root = etree.fromstring(bytes(invoice.documents.get(format="ubl").content))
    assert root.findtext(f"{CBC}ID") == invoice.number
    assert root.findtext(f".//{CBC}PaymentID") == creditor_reference(invoice.number)


def test_correction_states_the_master_data_of_its_own_day():
    invoice = InvoiceFactory(issued=True)
    save_settings(name="Neue eG")
    correction = reverse_invoice(invoice=invoice, reason="Preis", validator=NoRules())
    assert (invoice.seller["name"], correction.seller["name"]) == ("KommunalCampus eG", "Neue eG")


def test_issued_invoice_saved_again_is_refused():
    invoice = InvoiceFactory(issued=True)
    invoice.gross = Decimal("1")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        invoice.save()


def test_document_saved_again_is_refused():
    document = InvoiceFactory(issued=True).documents.first()
    document.content = b"other"
    with pytest.raises(EntryIsFinal):
        document.save()


def test_reversal_tried_again_states_the_reason_of_the_second_try():
    """The first try broke off after its draft was made."""
    invoice = InvoiceFactory(issued=True)

    class PowerCut(NoRules):
        def check(self, syntax, xml):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        reverse_invoice(invoice=invoice, reason="Tippfehlr", validator=PowerCut())
    correction = reverse_invoice(invoice=invoice, reason="Falscher Preis", validator=NoRules())
    assert correction.reason == "Falscher Preis"
    assert b"Tippfehlr" not in bytes(correction.documents.get(format="ubl").content)


def test_issue_by_a_person_is_noted():
    draft = InvoiceFactory()
    assert issue(invoice=draft, validator=NoRules()).issued_by_id is None
