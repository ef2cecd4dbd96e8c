"""XRechnung in CII, field by field, and that both syntaxes state the same."""

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from members.billing.einvoice.cii import EN16931, to_cii
from members.billing.einvoice.ubl import XRECHNUNG, to_ubl
from members.billing.numbers import creditor_reference
from tests.standards.einvoice.conftest import KINDS

CEFACT = "urn:un:unece:uncefact:data:standard"
NS = {
    "rsm": f"{CEFACT}:CrossIndustryInvoice:100",
    "ram": f"{CEFACT}:ReusableAggregateBusinessInformationEntity:100",
    "qdt": f"{CEFACT}:QualifiedDataType:100",
    "udt": f"{CEFACT}:UnqualifiedDataType:100",
}
CONTEXT = "rsm:ExchangedDocumentContext"
DOCUMENT = "rsm:ExchangedDocument"
TRADE = "rsm:SupplyChainTradeTransaction"
AGREEMENT = f"{TRADE}/ram:ApplicableHeaderTradeAgreement"
SELLER = f"{AGREEMENT}/ram:SellerTradeParty"
BUYER = f"{AGREEMENT}/ram:BuyerTradeParty"
SETTLEMENT = f"{TRADE}/ram:ApplicableHeaderTradeSettlement"
MEANS = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans"
TOTALS = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
LINE = f"{TRADE}/ram:IncludedSupplyChainTradeLineItem"
STAMP = "udt:DateTimeString"
PROCESS = f"{CONTEXT}/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID"
GUIDELINE = f"{CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"


def parsed(invoice, *guideline):
    return etree.fromstring(to_cii(invoice, *guideline))


def texts(invoice, path):
    return [node.text for node in parsed(invoice).findall(path, NS)]


FIELDS = [
    ("BT-1", f"{DOCUMENT}/ram:ID", "RE-2026-00001"),
    ("BT-2", f"{DOCUMENT}/ram:IssueDateTime/{STAMP}", "20260504"),
    ("BT-3", f"{DOCUMENT}/ram:TypeCode", "380"),
    ("BT-5", f"{SETTLEMENT}/ram:InvoiceCurrencyCode", "EUR"),
    (
        "BT-9",
        f"{SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/{STAMP}",
        "20260603",
    ),
    ("BT-10", f"{AGREEMENT}/ram:BuyerReference", "06431020-DEMO1-72"),
    (
        "BT-20",
        f"{SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:Description",
        "Zahlbar ohne Abzug bis zum 03.06.2026.",
    ),
    ("BT-23", PROCESS, "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
    ("BT-24", GUIDELINE, XRECHNUNG),
    ("BT-27", f"{SELLER}/ram:Name", "KommunalCampus eG"),
    ("BT-30", f"{SELLER}/ram:SpecifiedLegalOrganization/ram:ID", "GnR 1234"),
    (
        "BT-34",
        f"{SELLER}/ram:URIUniversalCommunication/ram:URIID",
        "rechnung@kommunalcampus.example",
    ),
    ("BT-35", f"{SELLER}/ram:PostalTradeAddress/ram:LineOne", "Beispielweg 1"),
    ("BT-37", f"{SELLER}/ram:PostalTradeAddress/ram:CityName", "Heppenheim"),
    ("BT-38", f"{SELLER}/ram:PostalTradeAddress/ram:PostcodeCode", "64646"),
    ("BT-40", f"{SELLER}/ram:PostalTradeAddress/ram:CountryID", "DE"),
    ("BT-41", f"{SELLER}/ram:DefinedTradeContact/ram:PersonName", "Rechnungsstelle"),
    (
        "BT-42",
        f"{SELLER}/ram:DefinedTradeContact/ram:TelephoneUniversalCommunication/ram:CompleteNumber",
        "+49 6252 0000",
    ),
    (
        "BT-43",
        f"{SELLER}/ram:DefinedTradeContact/ram:EmailURIUniversalCommunication/ram:URIID",
        "rechnung@kommunalcampus.example",
    ),
    ("BT-44", f"{BUYER}/ram:Name", "Stadt Viernheim"),
    ("BT-49", f"{BUYER}/ram:URIUniversalCommunication/ram:URIID", "06431020-DEMO1-72"),
    ("BT-50", f"{BUYER}/ram:PostalTradeAddress/ram:LineOne", "Kettelerstraße 3"),
    ("BT-52", f"{BUYER}/ram:PostalTradeAddress/ram:CityName", "Viernheim"),
    ("BT-53", f"{BUYER}/ram:PostalTradeAddress/ram:PostcodeCode", "68519"),
    ("BT-55", f"{BUYER}/ram:PostalTradeAddress/ram:CountryID", "DE"),
    (
        "BT-72",
        f"{TRADE}/ram:ApplicableHeaderTradeDelivery/ram:ActualDeliverySupplyChainEvent"
        f"/ram:OccurrenceDateTime/{STAMP}",
        "20260504",
    ),
    (
        "BT-73",
        f"{SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:StartDateTime/{STAMP}",
        "20260504",
    ),
    ("BT-74", f"{SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:EndDateTime/{STAMP}", "20260504"),
    ("BT-81", f"{MEANS}/ram:TypeCode", "58"),
    ("BT-83", f"{SETTLEMENT}/ram:PaymentReference", creditor_reference("RE-2026-00001")),
    (
        "BT-84",
        f"{MEANS}/ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
        "DE02120300000000202051",
    ),
    ("BT-85", f"{MEANS}/ram:PayeePartyCreditorFinancialAccount/ram:AccountName", "eG"),
    (
        "BT-86",
        f"{MEANS}/ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID",
        "BYLADEM1001",
    ),
    ("BT-106", f"{TOTALS}/ram:LineTotalAmount", "495.00"),
    ("BT-109", f"{TOTALS}/ram:TaxBasisTotalAmount", "495.00"),
    ("BT-110", f"{TOTALS}/ram:TaxTotalAmount", "0.00"),
    ("BT-112", f"{TOTALS}/ram:GrandTotalAmount", "495.00"),
    ("BT-115", f"{TOTALS}/ram:DuePayableAmount", "495.00"),
]


@pytest.mark.parametrize(
    ("path", "value"), [pytest.param(path, value, id=term) for term, path, value in FIELDS]
)
def test_field_stands_once_and_as_given(path, value):
    assert texts(KINDS["exempt"](), path) == [value]


@pytest.mark.parametrize(
    ("party", "scheme"), [(SELLER, "EM"), (BUYER, "0204")], ids=["BT-34", "BT-49"]
)
def test_endpoint_names_its_scheme(party, scheme):
    node = parsed(KINDS["exempt"]()).find(f"{party}/ram:URIUniversalCommunication/ram:URIID", NS)
    assert node.get("schemeID") == scheme


def test_dates_are_in_format_102():
    formats = {
        node.get("format") for node in parsed(KINDS["correction"]()).iter(f"{{{NS['udt']}}}*")
    }
    assert formats == {"102"}


@pytest.mark.parametrize(
    ("path", "values"),
    [
        pytest.param("ram:AssociatedDocumentLineDocument/ram:LineID", ["1", "2"], id="BT-126"),
        pytest.param("ram:SpecifiedLineTradeDelivery/ram:BilledQuantity", ["10", "3"], id="BT-129"),
        pytest.param(
            "ram:SpecifiedLineTradeSettlement"
            "/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
            ["495.00", "99.99"],
            id="BT-131",
        ),
        pytest.param(
            "ram:SpecifiedLineTradeSettlement/ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID",
            ["1010", "1010"],
            id="BT-133",
        ),
        pytest.param(
            "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount",
            ["49.50", "33.33"],
            id="BT-146",
        ),
        pytest.param(
            "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode",
            ["E", "S"],
            id="BT-151",
        ),
        pytest.param(
            "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:RateApplicablePercent",
            ["0", "19"],
            id="BT-152",
        ),
        pytest.param(
            "ram:SpecifiedTradeProduct/ram:Name",
            ["Modul „IT-Sicherheit“ & <mehr>"] * 2,
            id="BT-153",
        ),
    ],
)
def test_line_field_stands_on_every_line(path, values):
    assert texts(KINDS["mixed"](), f"{LINE}/{path}") == values


@pytest.mark.parametrize(
    ("kind", "schemes"),
    [("exempt", ["VA", "FC"]), ("contribution", ["FC"]), ("corrected contribution", ["FC"])],
)
def test_seller_shows_the_vat_id_bt_31_never_on_category_o(kind, schemes):
    nodes = parsed(KINDS[kind]()).findall(f"{SELLER}/ram:SpecifiedTaxRegistration/ram:ID", NS)
    assert [node.get("schemeID") for node in nodes] == schemes


def test_line_of_category_o_has_no_rate_but_its_breakdown_has_zero():
    invoice = KINDS["contribution"]()
    rate = "ram:ApplicableTradeTax/ram:RateApplicablePercent"
    assert texts(invoice, f"{LINE}/ram:SpecifiedLineTradeSettlement/{rate}") == []
    assert texts(invoice, f"{SETTLEMENT}/{rate}") == ["0"]


def test_correction_names_number_bt_25_and_date_bt_26_of_its_invoice():
    reference = f"{SETTLEMENT}/ram:InvoiceReferencedDocument"
    invoice = KINDS["correction"]()
    assert texts(invoice, f"{DOCUMENT}/ram:TypeCode") == ["384"]
    assert texts(invoice, f"{reference}/ram:IssuerAssignedID") == ["RE-2026-00001"]
    day = f"{reference}/ram:FormattedIssueDateTime/qdt:DateTimeString"
    assert texts(invoice, day) == ["20260504"]
    assert texts(KINDS["exempt"](), reference) == []


def test_bt_22_note_stands_only_where_there_is_one():
    path = f"{DOCUMENT}/ram:IncludedNote/ram:Content"
    assert texts(KINDS["exempt"](), path) == []
    assert texts(replace(KINDS["exempt"](), note="Grund: Preis"), path) == ["Grund: Preis"]


def test_guideline_alone_tells_the_cii_of_the_pdf_from_xrechnung(kind):
    plain, german = to_cii(kind, EN16931), to_cii(kind)
    assert parsed(kind, EN16931).findtext(GUIDELINE, namespaces=NS) == EN16931
    assert plain.replace(EN16931.encode(), b"X") == german.replace(XRECHNUNG.encode(), b"X")


def test_no_field_is_empty(kind):
    for node in parsed(kind).iter():
        assert len(node) or (node.text or "").strip(), node.tag


def test_negative_zero_vat_is_written_as_zero():
    invoice = KINDS["exempt"]()
    tax = replace(invoice.taxes[0], amount=Decimal("-0.00"))
    assert b"-0.00" not in to_cii(replace(invoice, taxes=(tax,), vat=Decimal("-0.00")))


UBL = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
BOTH = [
    ("BT-10", "cbc:BuyerReference", f"{AGREEMENT}/ram:BuyerReference"),
    ("BT-110", "cac:TaxTotal/cbc:TaxAmount", f"{TOTALS}/ram:TaxTotalAmount"),
    ("BT-115", "cac:LegalMonetaryTotal/cbc:PayableAmount", f"{TOTALS}/ram:DuePayableAmount"),
    (
        "BT-116",
        "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount",
        f"{SETTLEMENT}/ram:ApplicableTradeTax/ram:BasisAmount",
    ),
    (
        "BT-121",
        "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode",
        f"{SETTLEMENT}/ram:ApplicableTradeTax/ram:ExemptionReasonCode",
    ),
    (
        "BT-129",
        "cac:InvoiceLine/cbc:InvoicedQuantity",
        f"{LINE}/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity",
    ),
]


@pytest.mark.parametrize(
    ("ubl", "cii"), [pytest.param(ubl, cii, id=term) for term, ubl, cii in BOTH]
)
def test_both_syntaxes_state_the_same(kind, ubl, cii):
    in_ubl = [node.text for node in etree.fromstring(to_ubl(kind)).findall(ubl, UBL)]
    assert in_ubl == texts(kind, cii)
