"""The paper: accessible, from the frozen copy, the same bytes every time."""

import datetime as dt
import io

import pypdf
import pytest
from django.core.files.base import ContentFile
from PIL import Image

from campus.kit import dates
from courses.certificates.documents import certificate_pdf, verification_address
from courses.certificates.emblems import emblem_of
from tests.factories.certificates import CertificateFactory
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db


def reader_of(certificate, **wishes):
    return pypdf.PdfReader(io.BytesIO(certificate_pdf(certificate, **wishes)))


def words_of(certificate, **wishes):
    text = " ".join(page.extract_text() for page in reader_of(certificate, **wishes).pages)
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
        "Teilnahmebestätigung",
        "Mindestens 50 Prozent der Schritte",
        "KommunalCampus eG",
        "unbefristet",
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


def test_pdf_names_who_vouches_for_it_as_it_was_when_issued():
    assert "Verantwortlich" not in words_of(CertificateFactory())
    text = words_of(CertificateFactory(signatory="Dr. Ada Muster, Dekanin"))
    assert "Verantwortlich: Dr. Ada Muster, Dekanin" in text


def test_pdf_cannot_be_given_markup_by_a_name():
    assert "#strong[x]" in words_of(CertificateFactory(holder_name='#strong[x] "$'))


def test_pdf_is_the_same_for_the_same_certificate():
    certificate = CertificateFactory()
    assert certificate_pdf(certificate) == certificate_pdf(certificate)


def test_pdf_of_the_demo_says_that_it_is_no_proof(settings):
    settings.KC_DEMO = True
    assert "kein gültiger Nachweis" in words_of(CertificateFactory())


def test_pdf_of_a_record_prints_the_score_only_when_asked_to():
    record = CertificateFactory(achieved=True, valid_until=dt.date(2028, 2, 29))

    plain, scored = words_of(record), words_of(record, with_score=True)

    for text in (plain, scored):
        assert "Leistungsnachweis" in text
        assert "Mehr als 50 Prozent der Punkte" in text
        assert "29. Februar 2028" in text
    assert "87 Prozent" not in plain
    assert "87 Prozent" in scored


def test_pdf_of_a_confirmation_never_prints_a_score():
    assert "Erreichte Punkte" not in words_of(CertificateFactory(), with_score=True)


def test_pdf_of_a_correction_names_what_it_replaces():
    old = CertificateFactory(revoked_at=dates.now())
    new = CertificateFactory(enrolment=old.enrolment, replaces=old)
    text = words_of(new)
    assert "Er ersetzt den Nachweis" in text
    assert old.number in text.replace(" ", "")


def logo(colour):
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 300), colour).save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="logo.png")


def test_pdf_shows_the_logo_of_the_day_of_issue_with_its_name():
    provider = ProviderFactory(logo=logo("navy"))
    record = CertificateFactory(emblem=emblem_of(provider))
    before = certificate_pdf(record)

    provider.logo.delete()
    provider.name = "Ganz anders"
    provider.save()

    record.refresh_from_db()
    assert certificate_pdf(record) == before
    assert reader_of(record).pages[0].images


def test_emblem_is_kept_once_and_small():
    first, second = ProviderFactory(logo=logo("navy")), ProviderFactory(logo=logo("navy"))
    other = ProviderFactory(logo=logo("red"))

    assert emblem_of(first) == emblem_of(second) != emblem_of(other)
    with Image.open(io.BytesIO(emblem_of(first).image)) as picture:
        assert picture.size == (640, 160)


@pytest.mark.parametrize("file", [None, ContentFile(b"kein Bild", name="logo.png")])
def test_emblem_of_something_else_is_none(file):
    assert emblem_of(ProviderFactory(logo=file)) is None
