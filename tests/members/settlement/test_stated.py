"""What a statement states, from values alone: e-invoice, words of the letter, lines of the file."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from members.settlement.documents import (
    SELF_BILLED,
    Stated,
    StatedLine,
    _words,
    csv_lines,
    e_invoice,
    percent,
)

PARTIES = {
    "seller": {
        "name": "Hochschule Musterstadt",
        "street": "Seestraße 1",
        "postcode": "68163",
        "city": "Mannheim",
        "endpoint": "abrechnung@hochschule.example",
        "endpoint_scheme": "EM",
        "tax_number": "38 123 45678",
        "identifier": "hochschule",
    },
    "buyer": {
        "name": "KommunalCampus eG",
        "street": "Beispielweg 1",
        "postcode": "64646",
        "city": "Heppenheim",
        "endpoint": "rechnung@kommunalcampus.example",
        "endpoint_scheme": "EM",
    },
    "account": {"iban": "DE02120300000000202051", "holder": "Hochschule Musterstadt"},
    "exempt_reason": "Steuerfrei nach § 4 Nr. 21 UStG.",
}


def line(offer="Akten führen", *, net="49.50", share="70", amount="34.65", day=3):
    """Return a line of May."""
    return StatedLine(
        day=dt.date(2025, 5, day),
        municipality="Stadt Viernheim",
        offer=offer,
        net=Decimal(net),
        share=Decimal(share),
        amount=Decimal(amount),
    )


STATED = Stated(
    number="GU-2025-00001",
    issued_on=dt.date(2025, 7, 10),
    period=(dt.date(2025, 4, 1), dt.date(2025, 6, 30)),
    parties=PARTIES,
    lines=(line(), line(day=4), line("Vergabe", net="10", share="50", amount="5.00")),
    net=Decimal("74.30"),
    rate=Decimal(0),
    vat=Decimal("0.00"),
)
TAXED = replace(STATED, rate=Decimal(19), vat=Decimal("14.12"))
CORRECTION = replace(
    STATED,
    number="GU-2025-00002",
    lines=(line(net="-49.50", amount="-34.65"),),
    net=Decimal("-34.65"),
    reason="Falscher Anteil",
    preceding=("GU-2025-00001", dt.date(2025, 7, 10)),
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", "GU-2025-00001"),
        ("type_code", SELF_BILLED),
        ("issued_on", dt.date(2025, 7, 10)),
        ("due_on", dt.date(2025, 8, 9)),
        ("buyer_reference", "GU-2025-00001"),
        ("service_from", dt.date(2025, 4, 1)),
        ("service_until", dt.date(2025, 6, 30)),
        ("net", Decimal("74.30")),
        ("vat", Decimal("0.00")),
        ("gross", Decimal("74.30")),
        ("note", ""),
        ("preceding", None),
    ],
)
def test_e_invoice_states_each_fact(name, value):
    assert getattr(e_invoice(STATED), name) == value


@pytest.mark.parametrize(
    ("party", "name", "value"),
    [
        ("seller", "name", "Hochschule Musterstadt"),
        ("seller", "tax_number", "38 123 45678"),
        ("seller", "identifier", "hochschule"),
        ("seller", "endpoint", "abrechnung@hochschule.example"),
        ("buyer", "name", "KommunalCampus eG"),
        ("buyer", "city", "Heppenheim"),
        ("account", "iban", "DE02120300000000202051"),
        ("account", "holder", "Hochschule Musterstadt"),
    ],
)
def test_provider_sells_and_the_cooperative_buys(party, name, value):
    assert getattr(getattr(e_invoice(STATED), party), name) == value


def test_charges_of_one_offer_stand_on_one_line_of_the_e_invoice():
    lines = e_invoice(STATED).lines
    assert [(one.position, one.name, one.net) for one in lines] == [
        (1, "Vergütung: Akten führen", Decimal("69.30")),
        (2, "Vergütung: Vergabe", Decimal("5.00")),
    ]
    assert sum(one.net for one in lines) == STATED.net
    assert all(one.quantity * one.unit_price == one.net for one in lines)


def test_order_of_the_charges_does_not_change_the_e_invoice():
    turned = replace(STATED, lines=tuple(reversed(STATED.lines)))
    assert e_invoice(turned) == e_invoice(STATED)


@pytest.mark.parametrize(
    ("stated", "category", "rate", "amount", "reason"),
    [
        (STATED, "E", Decimal(0), Decimal("0.00"), "Steuerfrei nach § 4 Nr. 21 UStG."),
        (TAXED, "S", Decimal(19), Decimal("14.12"), "Steuerfrei nach § 4 Nr. 21 UStG."),
    ],
)
def test_vat_stands_once(stated, category, rate, amount, reason):
    (tax,) = e_invoice(stated).taxes
    assert (tax.category, tax.rate, tax.amount) == (category, rate, amount)
    assert tax.base == stated.net
    assert {one.category for one in e_invoice(stated).lines} == {category}


def test_gross_is_net_and_vat():
    assert TAXED.gross == Decimal("88.42")
    assert e_invoice(TAXED).gross == Decimal("88.42")


def test_correction_names_what_it_takes_back_and_has_no_negative_price():
    data = e_invoice(CORRECTION)
    (only,) = data.lines
    assert (only.quantity, only.unit_price, only.net) == (-1, Decimal("34.65"), Decimal("-34.65"))
    assert data.preceding is not None
    assert data.preceding.number == "GU-2025-00001"
    assert data.note == "Falscher Anteil"


@pytest.mark.parametrize(
    ("stated", "who"), [(STATED, "durch die Genossenschaft"), (CORRECTION, "schuldet der Anbieter")]
)
def test_terms_say_who_pays(stated, who):
    assert who in e_invoice(stated).terms


def test_payment_reference_follows_from_the_number():
    first, second = e_invoice(STATED).account.reference, e_invoice(CORRECTION).account.reference
    assert first.startswith("RF")
    assert first != second


@pytest.mark.parametrize(
    ("stated", "name", "text"),
    [
        (STATED, "title", "Gutschrift"),
        (CORRECTION, "title", "Gutschrift (Korrektur)"),
        (STATED, "issued_on", "10.07.2025"),
        (STATED, "period", "01.04.2025 – 30.06.2025"),
        (STATED, "iban", "DE02 1203 0000 0000 2020 51"),
        (STATED, "note", ""),
        (CORRECTION, "note", "Falscher Anteil"),
        (STATED, "tax", ""),
        (STATED, "exempt_reason", "Steuerfrei nach § 4 Nr. 21 UStG."),
        (TAXED, "exempt_reason", ""),
    ],
)
def test_letter_in_words(stated, name, text):
    assert _words(stated)[name] == text


@pytest.mark.parametrize(
    ("stated", "name", "text"),
    [
        (STATED, "net", "74,30"),
        (STATED, "gross", "74,30"),
        (TAXED, "gross", "88,42"),
        (TAXED, "tax", "14,12"),
        (TAXED, "tax", "19 %"),
        (CORRECTION, "net", "34,65"),
    ],
)
def test_letter_in_amounts(stated, name, text):
    assert text in _words(stated)[name]


def test_letter_has_a_row_for_each_charge():
    rows = _words(STATED)["lines"]
    assert [row["day"] for row in rows] == ["03.05.2025", "04.05.2025", "03.05.2025"]
    assert {row["municipality"] for row in rows} == {"Stadt Viernheim"}
    assert [row["share"] for row in rows] == ["70 %", "70 %", "50 %"]


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ("0", "0 %"),
        ("0.5", "0,5 %"),
        ("7", "7 %"),
        ("10", "10 %"),
        ("33.33", "33,33 %"),
        ("62.50", "62,5 %"),
        ("70.00", "70 %"),
        ("100.00", "100 %"),
    ],
)
def test_share_in_german(share, text):
    assert percent(Decimal(share)) == text


def test_file_has_a_head_each_charge_and_the_sum():
    rows = csv_lines(STATED.lines, STATED.net)
    assert rows[0] == ("Datum", "Kommune", "Angebot", "Netto", "Anteil", "Rechnung", "Betrag")
    assert rows[1] == (
        "03.05.2025",
        "Stadt Viernheim",
        "Akten führen",
        "49,50",
        "70 %",
        "49,50 × 70 %",
        "34,65",
    )
    assert rows[-1] == ("Summe", "", "", "", "", "", "74,30")
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == len(STATED.lines) + 2


def test_file_of_a_correction_has_negative_amounts():
    rows = csv_lines(CORRECTION.lines, CORRECTION.net)
    assert rows[1][-4:] == ("-49,50", "70 %", "-49,50 × 70 %", "-34,65")
    assert rows[-1][-1] == "-34,65"
