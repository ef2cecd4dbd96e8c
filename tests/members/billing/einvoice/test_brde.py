"""The German rules: one test each, with the sentence a clerk reads and the borders of the rule."""

from dataclasses import replace

import pytest
from django.utils import translation

from members.billing.einvoice import brde
from tests.standards.einvoice.conftest import KINDS

INVOICE = KINDS["exempt"]()


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


def seller(**changes):
    return replace(INVOICE, seller=replace(INVOICE.seller, **changes))


def buyer(**changes):
    return replace(INVOICE, buyer=replace(INVOICE.buyer, **changes))


def account(**changes):
    return replace(INVOICE, account=replace(INVOICE.account, **changes))


def said(invoice):
    return {breach.rule: str(breach.sentence) for breach in brde.breaches(invoice)}


SENTENCES = [
    ("BR-DE-1", account(iban=""), "Die IBAN der Genossenschaft fehlt."),
    ("BR-DE-2", seller(contact_name=""), "Name, Telefonnummer und E-Mail-Adresse"),
    ("BR-DE-3", seller(city=""), "Ort oder Postleitzahl der Genossenschaft fehlt."),
    ("BR-DE-8", buyer(postcode=""), "Ort oder Postleitzahl der Kommune fehlt."),
    ("BR-DE-14", replace(INVOICE, taxes=()), "fehlt die Umsatzsteuerzeile"),
    ("BR-DE-15", replace(INVOICE, buyer_reference=""), "Die Leitweg-ID der Kommune fehlt."),
    ("BR-DE-16", seller(vat_id="", tax_number=""), "Bitte ergänzen Sie eine davon."),
    ("BR-DE-17", replace(INVOICE, type_code="383"), "nicht als XRechnung"),
    ("BR-DE-19", account(iban="DE03120300000000202051"), "ist nicht gültig"),
    ("BR-DE-26", replace(INVOICE, type_code="384"), "nennt die berichtigte Rechnung nicht"),
    ("BR-DE-27", seller(contact_phone="+4 9"), "mindestens drei Ziffern"),
    ("BR-DE-28", seller(contact_email="rechnung"), "E-Mail-Adresse für Rechnungen"),
    ("Leitweg-ID", buyer(endpoint="06431020-DEMO1-73"), "Bitte erfragen Sie sie"),
    ("PEPPOL-EN16931-R010", buyer(endpoint=""), "weder eine Leitweg-ID noch"),
]


@pytest.mark.parametrize(("rule", "invoice", "words"), SENTENCES)
def test_breach_says_in_german_what_is_wrong(rule, invoice, words):
    assert words in said(invoice)[rule]


@pytest.mark.parametrize(("rule", "invoice", "words"), SENTENCES)
def test_breach_of_one_rule_is_not_blamed_on_unrelated_ones(rule, invoice, words):
    related = {
        "BR-DE-2": {"BR-DE-27", "BR-DE-28"},
        "PEPPOL-EN16931-R010": {"Leitweg-ID"},
    }
    assert set(said(invoice)) <= {rule} | related.get(rule, set())


def test_breaches_are_all_named_at_once():
    wrong = replace(seller(city="", contact_phone=""), buyer_reference="")
    assert set(said(wrong)) == {"BR-DE-2", "BR-DE-3", "BR-DE-15", "BR-DE-27"}


@pytest.mark.parametrize(
    ("iban", "valid"),
    [
        ("DE02120300000000202051", True),
        ("AT611904300234573201", True),
        ("DE0212030000000020205", False),
        ("DE02120300000000202015", False),
        ("XX02120300000000202051", False),
        ("kein Konto", False),
    ],
)
def test_br_de_19_iban_is_checked_by_its_digits(iban, valid):
    assert (brde.valid_iban(account(iban=iban)) is None) is valid


@pytest.mark.parametrize(
    ("phone", "valid"),
    [("123", True), ("+49 6252 0000", True), ("(0) 1-2", True), ("12", False), ("keins", False)],
)
def test_br_de_27_phone_has_three_digits(phone, valid):
    assert (brde.seller_phone(seller(contact_phone=phone)) is None) is valid


@pytest.mark.parametrize(
    ("address", "valid"),
    [
        ("rechnung@eg.example", True),
        ("ab@cd.de", True),
        ("vor.nach@eg.example", True),
        ("rechnung@@eg.example", False),
        ("rechnung@eg", False),
        ("rechnung @eg.example", False),
        (".rechnung@eg.example", False),
        ("rechnung.@eg.example", False),
        ("rechnung@.eg.example", False),
        ("rechnung@eg.example.", False),
        ("", False),
    ],
)
def test_br_de_28_mail_address_has_one_at_sign_and_no_dot_at_an_end(address, valid):
    assert (brde.seller_email(seller(contact_email=address)) is None) is valid


@pytest.mark.parametrize("code", ["326", "380", "381", "384", "389", "875", "876", "877"])
def test_br_de_17_allowed_types(code):
    assert brde.known_type(replace(INVOICE, type_code=code)) is None


@pytest.mark.parametrize(
    ("identity", "missing"),
    [
        ({"vat_id": "", "tax_number": "1"}, False),
        ({"vat_id": "DE1", "tax_number": ""}, False),
        ({"vat_id": "", "tax_number": ""}, True),
    ],
)
@pytest.mark.parametrize("kind", ["exempt", "taxed", "mixed"])
def test_br_de_16_one_tax_identity_is_enough(kind, identity, missing):
    invoice = KINDS[kind]()
    invoice = replace(invoice, seller=replace(invoice.seller, **identity))
    assert bool(brde.seller_tax_identity(invoice)) is missing


def test_br_de_16_contribution_needs_no_tax_identity():
    invoice = KINDS["contribution"]()
    bare = replace(invoice, seller=replace(invoice.seller, vat_id="", tax_number=""))
    assert brde.seller_tax_identity(bare) is None


@pytest.mark.parametrize(
    ("endpoint", "valid"),
    [
        ("991-33333-62", True),
        ("992-90009-96", True),
        ("09564000-NUE0001-49", True),
        ("04011000-1234512345-06", True),
        ("06431020-DEMO1-72", True),
        ("04011000-12345-34", False),
        ("04011000-12345-67", False),
        ("993-80165-56", False),
    ],
)
def test_leitweg_id_is_checked_by_mod_97(endpoint, valid):
    assert (brde.valid_leitweg_id(buyer(endpoint=endpoint)) is None) is valid


def test_leitweg_id_is_not_looked_for_in_an_e_mail_address():
    assert brde.valid_leitweg_id(buyer(endpoint="a@b.example", endpoint_scheme="EM")) is None


@pytest.mark.parametrize(("kind", "alone"), [("contribution", True), ("mixed", True)])
def test_br_o_11_what_is_not_mixed_with_contributions_passes(kind, alone):
    assert (brde.contribution_stands_alone(KINDS[kind]()) is None) is alone


def test_br_o_11_contribution_beside_a_course_is_refused():
    both = replace(INVOICE, taxes=INVOICE.taxes + KINDS["contribution"]().taxes)
    assert "brauchen getrennte Rechnungen" in said(both)["BR-O-11"]


def test_br_de_26_only_a_384_needs_the_invoice_it_corrects():
    assert brde.correction_names_invoice(INVOICE) is None
    assert brde.correction_names_invoice(KINDS["correction"]()) is None
