"""The paper: accessible, from the frozen copy, the same bytes every time."""

import io

import pypdf
import pytest

from courses.certificates.documents import certificate_pdf, verification_address
from tests.factories.certificates import CertificateFactory

pytestmark = pytest.mark.django_db


def reader_of(certificate):
    return pypdf.PdfReader(io.BytesIO(certificate_pdf(certificate)))


def words_of(certificate):
    text = " ".join(page.extract_text() for page in reader_of(certificate).pages)
    return " ".join(text.split())


def test_pdf_is_tagged_german_and_titled():
    certificate = CertificateFactory()
    reader = reader_of(certificate)

    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de"
    assert "/StructTreeRoot" in root
    assert certificate.number in reader.metadata.title


def test_pdf_states_the_frozen_copy():
    certificate = CertificateFactory()
    text = words_of(certificate)

    for part in (
        "Erika Damals",
        "Kurs, wie er damals hieß",
        "Hochschule Damals",
        "Zweites Kapitel",
        "100 Minuten",
        "Version 3",
        certificate.number,
        verification_address(certificate),
    ):
        assert part in text
    assert certificate.enrolment.offer.course.title not in text


@pytest.mark.parametrize(
    ("minutes", "words"), [(90, "90 Minuten"), (120, "2 Stunden"), (130, "2,25 Stunden")]
)
def test_pdf_states_the_effort_in_words(minutes, words):
    assert words in words_of(CertificateFactory(minutes=minutes))


def test_pdf_without_effort_and_contents_is_set_too():
    assert "Lernumfang" not in words_of(CertificateFactory(minutes=0, contents=[]))


def test_pdf_cannot_be_given_markup_by_a_name():
    assert "#strong[x]" in words_of(CertificateFactory(holder_name='#strong[x] "$'))


def test_pdf_is_the_same_for_the_same_certificate():
    certificate = CertificateFactory()
    assert certificate_pdf(certificate) == certificate_pdf(certificate)


def test_pdf_of_the_demo_says_that_it_is_no_proof(settings):
    settings.KC_DEMO = True
    assert "kein gültiger Nachweis" in words_of(CertificateFactory())
