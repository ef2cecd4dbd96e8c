"""The PDF: PDF/A-3 and PDF/UA as declared, the CII inside, the QR code for the payer."""

import datetime as dt
import io

import pikepdf
import pytest
from pypdf import PdfReader

from members.billing.einvoice.cii import EN16931, to_cii
from members.billing.services.documents import make_letter, make_zugferd
from tests.standards.einvoice.conftest import KINDS

NOW = dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)
EXTRA = {"court": "Amtsgericht Musterstadt", "bank": "Beispielbank"}


@pytest.fixture(scope="module")
def pdf():
    return make_zugferd(KINDS["mixed"](), EXTRA, at=NOW)


def test_pdf_carries_the_cii_of_profile_en16931(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        attachment = document.attachments["factur-x.xml"].get_file().read_bytes()
    assert attachment == to_cii(KINDS["mixed"](), EN16931)


def test_pdf_declares_a3a_ua1_and_german(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        meta = document.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert meta["pdfuaid:part"] == "1"
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).startswith("de")


def test_pdf_shows_what_the_law_demands_on_an_invoice(pdf):
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    for words in (
        "RE-2026-00001",
        "04.05.2026",
        "Stadt Viernheim",
        "KommunalCampus eG",
        "DE123456789",
        "613,99",
        "§ 4 Nr. 21",
        "GiroCode",
    ):
        assert words in text


def test_pdf_of_a_correction_asks_for_no_payment_and_never_says_gutschrift():
    text = PdfReader(io.BytesIO(make_zugferd(KINDS["correction"](), EXTRA, at=NOW)))
    words = text.pages[0].extract_text()
    assert "Rechnungskorrektur" in words
    assert "Gutschrift" not in words
    assert "GiroCode" not in words


def test_pdf_of_a_draft_is_marked_and_has_no_code():
    letter = make_letter(KINDS["exempt"](), EXTRA, at=NOW, is_draft=True)
    words = PdfReader(io.BytesIO(letter)).pages[0].extract_text()
    assert "GiroCode" not in words
