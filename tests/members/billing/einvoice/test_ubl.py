"""XRechnung in UBL, field by field, named by the business terms of EN 16931."""

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from members.billing.einvoice.ubl import to_ubl
from members.billing.numbers import creditor_reference
from tests.standards.einvoice.conftest import KINDS

NS = {
    "u": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"
TOTALS = "cac:LegalMonetaryTotal"


def parsed(invoice):
    return etree.fromstring(to_ubl(invoice))


def texts(invoice, path):
    return [node.text for node in parsed(invoice).findall(path, NS)]


HEAD = [
    ("BT-1 number", "cbc:ID", "RE-2026-00001"),
    ("BT-2 date", "cbc:IssueDate", "2026-05-04"),
    ("BT-3 type", "cbc:InvoiceTypeCode", "380"),
    ("BT-5 currency", "cbc:DocumentCurrencyCode", "EUR"),
    ("BT-9 due date", "cbc:DueDate", "2026-06-03"),
    ("BT-10 buyer reference", "cbc:BuyerReference", "06431020-DEMO1-72"),
    ("BT-20 terms", "cac:PaymentTerms/cbc:Note", "Zahlbar ohne Abzug bis zum 03.06.2026."),
    ("BT-23 process", "cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
    (
        "BT-24 specification",
        "cbc:CustomizationID",
        "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
    ),
    ("BT-72 day of delivery", "cac:Delivery/cbc:ActualDeliveryDate", "2026-05-04"),
    ("BT-73 period from", "cac:InvoicePeriod/cbc:StartDate", "2026-05-04"),
    ("BT-74 period until", "cac:InvoicePeriod/cbc:EndDate", "2026-05-04"),
]
PARTIES = [
    ("BT-27 name", f"{SELLER}/cac:PartyLegalEntity/cbc:RegistrationName", "KommunalCampus eG"),
    ("BT-28 trading name", f"{SELLER}/cac:PartyName/cbc:Name", "KommunalCampus eG"),
    ("BT-30 register", f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID", "GnR 1234"),
    ("BT-34 endpoint", f"{SELLER}/cbc:EndpointID", "rechnung@kommunalcampus.example"),
    ("BT-35 street", f"{SELLER}/cac:PostalAddress/cbc:StreetName", "Beispielweg 1"),
    ("BT-37 town", f"{SELLER}/cac:PostalAddress/cbc:CityName", "Heppenheim"),
    ("BT-38 postcode", f"{SELLER}/cac:PostalAddress/cbc:PostalZone", "64646"),
    ("BT-40 country", f"{SELLER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode", "DE"),
    ("BT-41 contact", f"{SELLER}/cac:Contact/cbc:Name", "Rechnungsstelle"),
    ("BT-42 phone", f"{SELLER}/cac:Contact/cbc:Telephone", "+49 6252 0000"),
    (
        "BT-43 e-mail",
        f"{SELLER}/cac:Contact/cbc:ElectronicMail",
        "rechnung@kommunalcampus.example",
    ),
    ("BT-44 buyer", f"{BUYER}/cac:PartyLegalEntity/cbc:RegistrationName", "Stadt Viernheim"),
    ("BT-49 endpoint", f"{BUYER}/cbc:EndpointID", "06431020-DEMO1-72"),
    ("BT-50 street", f"{BUYER}/cac:PostalAddress/cbc:StreetName", "Kettelerstraße 3"),
    ("BT-52 town", f"{BUYER}/cac:PostalAddress/cbc:CityName", "Viernheim"),
    ("BT-53 postcode", f"{BUYER}/cac:PostalAddress/cbc:PostalZone", "68519"),
    ("BT-55 country", f"{BUYER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode", "DE"),
]
MEANS = "cac:PaymentMeans"
PAYMENT = [
    ("BT-81 means", f"{MEANS}/cbc:PaymentMeansCode", "58"),
    ("BT-83 reference", f"{MEANS}/cbc:PaymentID", creditor_reference("RE-2026-00001")),
    ("BT-84 IBAN", f"{MEANS}/cac:PayeeFinancialAccount/cbc:ID", "DE02120300000000202051"),
    ("BT-85 holder", f"{MEANS}/cac:PayeeFinancialAccount/cbc:Name", "eG"),
    (
        "BT-86 BIC",
        f"{MEANS}/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID",
        "BYLADEM1001",
    ),
]


@pytest.mark.parametrize(
    ("path", "value"),
    [pytest.param(path, value, id=term) for term, path, value in HEAD + PARTIES + PAYMENT],
)
def test_field_stands_once_and_as_given(path, value):
    assert texts(KINDS["exempt"](), path) == [value]


@pytest.mark.parametrize(
    ("party", "scheme"), [(SELLER, "EM"), (BUYER, "0204")], ids=["BT-34", "BT-49"]
)
def test_endpoint_names_its_scheme(party, scheme):
    node = parsed(KINDS["exempt"]()).find(f"{party}/cbc:EndpointID", NS)
    assert node.get("schemeID") == scheme


def test_bt_49_without_leitweg_id_is_an_e_mail_address():
    invoice = KINDS["exempt"]()
    buyer = replace(invoice.buyer, endpoint="rathaus@stadt.example", endpoint_scheme="EM")
    node = parsed(replace(invoice, buyer=buyer)).find(f"{BUYER}/cbc:EndpointID", NS)
    assert (node.text, node.get("schemeID")) == ("rathaus@stadt.example", "EM")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(f"{TOTALS}/cbc:LineExtensionAmount", "594.99", id="BT-106"),
        pytest.param(f"{TOTALS}/cbc:TaxExclusiveAmount", "594.99", id="BT-109"),
        pytest.param("cac:TaxTotal/cbc:TaxAmount", "19.00", id="BT-110"),
        pytest.param(f"{TOTALS}/cbc:TaxInclusiveAmount", "613.99", id="BT-112"),
        pytest.param(f"{TOTALS}/cbc:PayableAmount", "613.99", id="BT-115"),
    ],
)
def test_total_stands_once_and_in_euros(path, value):
    nodes = parsed(KINDS["mixed"]()).findall(path, NS)
    assert [(node.text, node.get("currencyID")) for node in nodes] == [(value, "EUR")]


def rows_of(invoice):
    """Return BT-118, BT-119, BT-116, BT-117, BT-121 and BT-120 of every row."""
    names = (
        "cac:TaxCategory/cbc:ID",
        "cac:TaxCategory/cbc:Percent",
        "cbc:TaxableAmount",
        "cbc:TaxAmount",
        "cac:TaxCategory/cbc:TaxExemptionReasonCode",
        "cac:TaxCategory/cbc:TaxExemptionReason",
    )
    rows = parsed(invoice).findall("cac:TaxTotal/cac:TaxSubtotal", NS)
    return [tuple(row.findtext(name, namespaces=NS) for name in names) for row in rows]


EXEMPT_WORDS = ("VATEX-EU-132-1I", "Steuerfrei nach § 4 Nr. 21 UStG.")
OUTSIDE_WORDS = ("VATEX-EU-O", "Echter Mitgliedsbeitrag, nicht steuerbar.")


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("exempt", [("E", "0", "495.00", "0.00", *EXEMPT_WORDS)]),
        ("taxed", [("S", "19", "350.00", "66.50", None, None)]),
        (
            "mixed",
            [
                ("E", "0", "495.00", "0.00", *EXEMPT_WORDS),
                ("S", "19", "99.99", "19.00", None, None),
            ],
        ),
        (
            "two rates",
            [("S", "7", "6.93", "0.49", None, None), ("S", "19", "6.93", "1.32", None, None)],
        ),
        ("contribution", [("O", "0", "2400.00", "0.00", *OUTSIDE_WORDS)]),
        (
            "correction",
            [
                ("E", "0", "-495.00", "0.00", *EXEMPT_WORDS),
                ("S", "19", "-99.99", "-19.00", None, None),
            ],
        ),
    ],
)
def test_vat_breakdown_bg_23_has_a_row_per_category_and_rate(kind, rows):
    assert rows_of(KINDS[kind]()) == rows


LINE = "cac:InvoiceLine"


@pytest.mark.parametrize(
    ("path", "values"),
    [
        pytest.param("cbc:ID", ["1", "2"], id="BT-126"),
        pytest.param("cbc:InvoicedQuantity", ["10", "3"], id="BT-129"),
        pytest.param("cbc:LineExtensionAmount", ["495.00", "99.99"], id="BT-131"),
        pytest.param("cbc:AccountingCost", ["1010", "1010"], id="BT-133"),
        pytest.param("cac:InvoicePeriod/cbc:StartDate", ["2026-05-04"] * 2, id="BT-134"),
        pytest.param("cac:InvoicePeriod/cbc:EndDate", ["2026-05-04"] * 2, id="BT-135"),
        pytest.param("cac:Price/cbc:PriceAmount", ["49.50", "33.33"], id="BT-146"),
        pytest.param("cac:Item/cac:ClassifiedTaxCategory/cbc:ID", ["E", "S"], id="BT-151"),
        pytest.param("cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", ["0", "19"], id="BT-152"),
        pytest.param("cac:Item/cbc:Name", ["Modul „IT-Sicherheit“ & <mehr>"] * 2, id="BT-153"),
    ],
)
def test_line_field_stands_on_every_line(path, values):
    assert texts(KINDS["mixed"](), f"{LINE}/{path}") == values


def test_bt_130_unit_is_the_piece():
    nodes = parsed(KINDS["exempt"]()).findall(f"{LINE}/cbc:InvoicedQuantity", NS)
    assert [node.get("unitCode") for node in nodes] == ["C62"]


def test_line_without_cost_centre_has_no_empty_bt_133():
    invoice = KINDS["exempt"]()
    bare = replace(invoice, lines=(replace(invoice.lines[0], cost_centre=""),))
    assert texts(bare, f"{LINE}/cbc:AccountingCost") == []


@pytest.mark.parametrize(
    ("kind", "schemes"),
    [("exempt", ["VAT", "FC"]), ("contribution", ["FC"]), ("corrected contribution", ["FC"])],
)
def test_seller_shows_the_vat_id_bt_31_never_on_category_o(kind, schemes):
    path = f"{SELLER}/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID"
    assert texts(KINDS[kind](), path) == schemes


def test_buyer_shows_no_tax_identity():
    invoice = KINDS["exempt"]()
    known = replace(invoice, buyer=replace(invoice.buyer, vat_id="DE987654321"))
    assert texts(known, f"{BUYER}/cac:PartyTaxScheme") == []


def test_line_of_category_o_has_no_rate_but_its_breakdown_has_zero():
    """BR-O-05 forbids the one, BR-DE-14 demands the other."""
    invoice = KINDS["contribution"]()
    assert texts(invoice, f"{LINE}/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent") == []
    assert texts(invoice, "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent") == ["0"]


def test_correction_is_a_384_with_negative_quantity_and_positive_price():
    """BR-27: a price is never negative."""
    invoice = KINDS["correction"]()
    assert texts(invoice, "cbc:InvoiceTypeCode") == ["384"]
    assert texts(invoice, f"{LINE}/cbc:InvoicedQuantity") == ["-10", "-3"]
    assert texts(invoice, f"{LINE}/cac:Price/cbc:PriceAmount") == ["49.50", "33.33"]
    assert texts(invoice, f"{TOTALS}/cbc:PayableAmount") == ["-613.99"]


def test_correction_names_number_bt_25_and_date_bt_26_of_its_invoice():
    reference = "cac:BillingReference/cac:InvoiceDocumentReference"
    invoice = KINDS["correction"]()
    assert texts(invoice, f"{reference}/cbc:ID") == ["RE-2026-00001"]
    assert texts(invoice, f"{reference}/cbc:IssueDate") == ["2026-05-04"]
    assert texts(KINDS["exempt"](), reference) == []


def test_bt_22_note_stands_only_where_there_is_one():
    invoice = KINDS["exempt"]()
    assert texts(invoice, "cbc:Note") == []
    assert texts(replace(invoice, note="Grund: Preis"), "cbc:Note") == ["Grund: Preis"]


def test_no_field_is_empty(kind):
    for node in parsed(kind).iter():
        assert len(node) or (node.text or "").strip(), node.tag


def test_negative_zero_vat_is_written_as_zero():
    invoice = KINDS["exempt"]()
    tax = replace(invoice.taxes[0], amount=Decimal("-0.00"))
    strange = replace(invoice, taxes=(tax,), vat=Decimal("-0.00"))
    assert b"-0.00" not in to_ubl(strange)


def test_same_invoice_gives_the_same_bytes(kind):
    assert to_ubl(kind) == to_ubl(kind)
