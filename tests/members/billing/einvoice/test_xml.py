"""The XML tools: empty fields are left out, numbers are written as EN 16931 reads them."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from campus.kit.money import round_cent
from members.billing.einvoice.xml import Builder, day_8, money, number, to_bytes

build = Builder({None: "urn:example", "cac": "urn:example:cac"})
CAC = "{urn:example:cac}"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "0.00"),
        ("-0", "0.00"),
        ("-0.00", "0.00"),
        ("0.004", "0.00"),
        ("-0.004", "0.00"),
        ("0.005", "0.01"),
        ("0.125", "0.13"),
        ("-0.125", "-0.13"),
        ("1234567.8", "1234567.80"),
        ("-495", "-495.00"),
        ("1E+3", "1000.00"),
    ],
)
def test_money_has_two_decimals_rounds_half_up_and_knows_no_negative_zero(amount, written):
    assert money(Decimal(amount)) == written


@given(st.decimals("-9999999", "9999999", places=4))
def test_money_of_any_amount_is_the_rounded_amount(amount):
    text = money(amount)
    assert Decimal(text) == round_cent(amount)
    assert text != "-0.00"
    assert "," not in text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("10.00", "10"),
        ("10", "10"),
        ("100", "100"),
        ("0.50", "0.5"),
        ("-3.00", "-3"),
        ("1.25", "1.25"),
        ("0.00", "0"),
        ("-0.00", "0"),
        ("19.00", "19"),
        ("1E+2", "100"),
    ],
)
def test_number_has_no_needless_zeros(value, written):
    assert number(Decimal(value)) == written


@given(st.decimals("-99999", "99999", places=2))
def test_number_keeps_its_value(value):
    assert Decimal(number(value)) == value


def test_day_is_written_in_format_102():
    assert day_8(dt.date(2026, 5, 4)) == "20260504"


def test_text_that_is_empty_leaves_no_element():
    root = build.root("Invoice")
    build.text(root, "cac:Note", "")
    build.path(root, "cac:Country/cac:Code", "")
    assert len(root) == 0


def test_path_makes_the_outer_elements_and_puts_attributes_on_the_last():
    root = build.root("Invoice")
    build.path(root, "cac:Outer/cac:Inner", "0204", scheme="x")
    inner = root.find(f"{CAC}Outer/{CAC}Inner")
    assert (inner.text, inner.get("scheme")) == ("0204", "x")
    assert not root.find(f"{CAC}Outer").attrib


def test_name_without_prefix_is_of_the_default_namespace():
    assert build.root("Invoice").tag == "{urn:example}Invoice"


@pytest.mark.parametrize("text", ["Recht & <Ordnung>", "„Straße“ – ß", "a \"b\" 'c'", "日本"])
def test_text_with_special_characters_is_read_back_unchanged(text):
    root = build.root("Invoice")
    build.text(root, "cac:Note", text)
    read = etree.fromstring(to_bytes(root))
    assert read.findtext(f"{CAC}Note") == text


@pytest.mark.parametrize("mark", ["\x0b", "\x00", "\x1f", "\ufffe", "\x0c"])
def test_text_with_characters_that_xml_forbids_is_written_without_them(mark):
    """A vertical tab comes with titles copied from a word processor."""
    root = build.root("Invoice")
    build.text(root, "cac:Note", f"Modul{mark} A")
    assert etree.fromstring(to_bytes(root)).findtext(f"{CAC}Note") == "Modul A"


def test_text_of_forbidden_characters_alone_leaves_no_element():
    root = build.root("Invoice")
    build.text(root, "cac:Note", "\x0b")
    build.path(root, "cac:Country/cac:Code", "\x0b")
    assert len(root) == 0


def test_document_declares_utf_8():
    assert to_bytes(build.root("Invoice")).startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
