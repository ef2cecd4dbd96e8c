"""XRechnung 3.0: the German rules, each broken once, and the fields receivers look at."""

from dataclasses import replace

import pytest
from lxml import etree

from members.billing.einvoice.brde import RULES, breaches
from members.billing.einvoice.cii import to_cii
from members.billing.einvoice.ubl import XRECHNUNG, to_ubl
from tests.standards.einvoice.conftest import KINDS

NS = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
}
EXEMPT = KINDS["exempt"]()


def with_seller(**changes):
    return replace(EXEMPT, seller=replace(EXEMPT.seller, **changes))


def with_buyer(**changes):
    return replace(EXEMPT, buyer=replace(EXEMPT.buyer, **changes))


def with_account(**changes):
    return replace(EXEMPT, account=replace(EXEMPT.account, **changes))


BREACHES = [
    ("BR-DE-1", with_account(iban="")),
    ("BR-DE-2", with_seller(contact_name="")),
    ("BR-DE-2", with_seller(contact_phone="")),
    ("BR-DE-2", with_seller(contact_email="")),
    ("BR-DE-3", with_seller(city="")),
    ("BR-DE-3", with_seller(postcode="")),
    ("BR-DE-8", with_buyer(city="")),
    ("BR-DE-8", with_buyer(postcode="")),
    ("BR-DE-14", replace(EXEMPT, taxes=())),
    ("BR-DE-15", replace(EXEMPT, buyer_reference="")),
    ("BR-DE-16", with_seller(vat_id="", tax_number="")),
    ("BR-DE-17", replace(EXEMPT, type_code="383")),
    ("BR-DE-19", with_account(iban="DE02120300000000202052")),
    ("BR-DE-26", replace(EXEMPT, type_code="384")),
    ("BR-DE-27", with_seller(contact_phone="12")),
    ("BR-DE-28", with_seller(contact_email="rechnung@")),
    ("Leitweg-ID", with_buyer(endpoint="04011000-12345-34")),
    ("PEPPOL-EN16931-R010", with_buyer(endpoint="", endpoint_scheme="EM")),
    ("BR-O-11", replace(EXEMPT, taxes=EXEMPT.taxes + KINDS["contribution"]().taxes)),
]


def test_every_kind_of_invoice_breaks_no_german_rule(kind):
    assert breaches(kind) == []


@pytest.mark.parametrize(("rule", "wrong"), BREACHES)
def test_breach_is_found_and_answered_by_a_sentence(rule, wrong):
    found = {breach.rule: str(breach.sentence) for breach in breaches(wrong)}
    assert found[rule].endswith(".")


def test_every_german_rule_has_a_breach_in_this_table():
    assert {rule for rule, _ in BREACHES} == set(RULES)


def test_ubl_names_the_leitweg_id_as_reference_and_as_electronic_address():
    root = etree.fromstring(to_ubl(EXEMPT))
    assert root.findtext("cbc:CustomizationID", namespaces=NS) == XRECHNUNG
    assert root.findtext("cbc:BuyerReference", namespaces=NS) == "06431020-DEMO1-72"
    endpoint = root.find("cac:AccountingCustomerParty//cbc:EndpointID", NS)
    assert (endpoint.text, endpoint.get("schemeID")) == ("06431020-DEMO1-72", "0204")


def test_cii_names_the_leitweg_id_as_reference_and_as_electronic_address():
    root = etree.fromstring(to_cii(EXEMPT))
    assert root.findtext(".//ram:BuyerReference", namespaces=NS) == "06431020-DEMO1-72"
    endpoint = root.find(".//ram:BuyerTradeParty/ram:URIUniversalCommunication/ram:URIID", NS)
    assert (endpoint.text, endpoint.get("schemeID")) == ("06431020-DEMO1-72", "0204")


def test_correction_names_the_invoice_it_takes_back_in_both_syntaxes():
    correction = KINDS["correction"]()
    ubl, cii = etree.fromstring(to_ubl(correction)), etree.fromstring(to_cii(correction))
    assert ubl.findtext(".//cac:InvoiceDocumentReference/cbc:ID", namespaces=NS) == "RE-2026-00001"
    reference = ".//ram:InvoiceReferencedDocument/ram:IssuerAssignedID"
    assert cii.findtext(reference, namespaces=NS) == "RE-2026-00001"
