"""EN 16931 by its official rules, one test per group of business rules, in both syntaxes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from members.billing.einvoice.cii import EN16931, to_cii
from members.billing.einvoice.ubl import to_ubl
from tests.standards.einvoice.conftest import KINDS


def found(rules, invoice, syntax):
    xml = to_ubl(invoice) if syntax == "ubl" else to_cii(invoice, EN16931)
    return {finding.rule for finding in rules.check(syntax, xml)}


SYNTAXES = pytest.mark.parametrize("syntax", ["ubl", "cii"])


@SYNTAXES
def test_every_kind_of_invoice_breaks_no_rule_and_causes_no_warning(rules, kind, syntax):
    assert found(rules, kind, syntax) == set()


@SYNTAXES
def test_br_co_10_sum_of_lines_is_checked(rules, syntax):
    wrong = replace(KINDS["exempt"](), net=Decimal("496.00"))
    assert "BR-CO-10" in found(rules, wrong, syntax)


@SYNTAXES
def test_br_co_15_total_with_vat_is_checked(rules, syntax):
    wrong = replace(KINDS["taxed"](), gross=Decimal("416.51"))
    assert "BR-CO-15" in found(rules, wrong, syntax)


@SYNTAXES
def test_br_co_17_vat_of_a_row_is_checked(rules, syntax):
    invoice = KINDS["taxed"]()
    tax = replace(invoice.taxes[0], amount=Decimal("70.00"))
    wrong = replace(invoice, taxes=(tax,), vat=tax.amount, gross=invoice.net + tax.amount)
    assert found(rules, wrong, syntax) & {"BR-CO-17", "BR-S-09"}


@SYNTAXES
def test_br_co_26_seller_is_identified_without_vat_id_on_contributions(rules, syntax):
    invoice = KINDS["contribution"]()
    nameless = replace(invoice, seller=replace(invoice.seller, register_number=""))
    assert "BR-CO-26" in found(rules, nameless, syntax)


@SYNTAXES
def test_br_e_10_exempt_row_needs_its_reason(rules, syntax):
    invoice = KINDS["exempt"]()
    tax = replace(invoice.taxes[0], reason="", reason_code="")
    assert "BR-E-10" in found(rules, replace(invoice, taxes=(tax,)), syntax)


@SYNTAXES
def test_br_o_11_contribution_stands_alone(rules, syntax):
    mixed, alone = KINDS["mixed"](), KINDS["contribution"]()
    both = replace(
        mixed,
        lines=mixed.lines + (replace(alone.lines[0], position=3),),
        taxes=mixed.taxes + alone.taxes,
        net=mixed.net + alone.net,
        gross=mixed.gross + alone.gross,
    )
    assert {"BR-O-11", "BR-O-12"} & found(rules, both, syntax)


def test_br_o_02_contribution_does_not_show_the_sellers_vat_id():
    invoice = KINDS["contribution"]()
    for xml in (to_ubl(invoice), to_cii(invoice)):
        assert b"DE123456789" not in xml


def test_br_e_09_no_negative_zero_is_ever_written():
    for make in KINDS.values():
        assert b"-0.00" not in to_ubl(make()) + to_cii(make())


def test_xsd_breach_is_reported_as_fatal(rules):
    broken = to_ubl(KINDS["exempt"]()).replace(b"cbc:IssueDate", b"cbc:Issued")
    assert [finding.is_fatal for finding in rules.check("ubl", broken)][0]
