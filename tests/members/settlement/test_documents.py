"""The document: a PDF with a self-billed e-invoice that the official rules accept."""

import csv
import io

import pytest
from lxml import etree
from pypdf import PdfReader

from campus.kit.sheets import csv_content
from members.billing.einvoice.cii import EN16931, to_cii
from members.billing.einvoice.validator import Validator
from members.settlement import selectors, services
from members.settlement.documents import csv_lines, e_invoice, make_document, percent
from tests.factories.organisations import ProviderFactory
from tests.factories.settlement import agreement, earn, issued, paper

pytestmark = pytest.mark.django_db
RAM = {"ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"}


@pytest.fixture
def provider():
    provider = ProviderFactory(street="Seestraße 1", postcode="68163", city="Mannheim")
    agreement(provider)
    earn(provider, seats="3")
    earn(provider, price="10.01")
    return provider


def stated(statement):
    """Return what a statement states."""
    lines = tuple(
        services.stated_line(line.charge, line.share, line.amount, line.net)
        for line in selectors.lines_of(statement)
    )
    return services._stated(statement, lines)


def test_official_rules_accept_statement_and_correction(provider):
    statement = issued(provider)
    correction = services.take_back(statement=statement, reason="Irrtum", document=paper)
    with Validator() as validator:
        for one in (statement, correction):
            found = validator.check("cii", to_cii(e_invoice(stated(one)), EN16931))
            assert [finding for finding in found if finding.is_fatal] == []


def test_e_invoice_is_self_billed_with_the_provider_as_seller(provider):
    data = e_invoice(stated(issued(provider)))
    root = etree.fromstring(to_cii(data, EN16931))
    assert root.findtext(".//ram:TypeCode", namespaces=RAM) == "389"
    seller = root.findtext(".//ram:SellerTradeParty/ram:Name", namespaces=RAM)
    assert seller == provider.name
    assert [line.net for line in data.lines] == [data.net]


def test_pdf_is_tagged_german_and_carries_the_e_invoice(provider):
    statement = issued(provider, document=make_document)
    reader = PdfReader(io.BytesIO(bytes(statement.document)))
    text = reader.pages[0].extract_text()
    assert "Gutschrift" in text
    assert statement.number in text
    assert list(reader.attachments) == ["factur-x.xml"]
    assert reader.trailer["/Root"]["/Lang"] == "de-DE"


def test_csv_shows_the_formula_and_the_sum(provider):
    statement = issued(provider)
    content = csv_content(csv_lines(stated(statement).lines, statement.net)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert rows[0][-2:] == ["Rechnung", "Betrag"]
    assert rows[1][-2:] == ["148,50 × 70 %", "103,95"]
    assert rows[-1][-1] == "110,96"


@pytest.mark.parametrize(("share", "text"), [("70.00", "70 %"), ("62.50", "62,5 %"), ("0", "0 %")])
def test_share_is_written_in_german(provider, share, text):
    assert percent(provider.agreements.get().share.__class__(share)) == text
