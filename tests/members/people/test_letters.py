"""Letters with access codes: right for the person, German, accessible, and safe."""

import datetime as dt
import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from campus.kit import dates
from members.people import services
from members.people.letters import letters_pdf
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


def job_of(**changes):
    return EmploymentFactory(**{"person__user": None} | changes)


def issue(*jobs):
    return services.issue_letters(employments=jobs, invited_by=UserFactory())


def words_of(issued):
    pages = PdfReader(io.BytesIO(letters_pdf(issued))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.fixture
def may():
    with dates.moved_clock(dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)):
        yield


def test_letter_says_who_invites_until_when_and_how(may):
    town = MunicipalityFactory(name="Stadt Übersee")
    job = job_of(person__first_name="Jürgen", person__last_name="Groß", municipality=town)
    issued = issue(job)
    (text,) = words_of(issued)
    for words in (
        "Guten Tag Jürgen Groß,",
        "Stadt Übersee lädt Sie zu KommunalCampus ein",
        "Sie brauchen dafür keine E-Mail-Adresse",
        "04.05.2026",
        "Der Code gilt bis zum 15.06.2026 und nur einmal",
        "Persönlich / Vertraulich",
        issued[0].code,
        "testserver/konto/zugangscode/",
    ):
        assert words in text


def test_letter_is_german_whatever_the_office_reads(may):
    issued = issue(job_of())
    with translation.override("en"):
        (text,) = words_of(issued)
    assert "15.06.2026" in text


def test_letter_for_a_new_password_names_the_login_name_and_invites_nobody():
    job = job_of(person__user=UserFactory(email=None, username="juergen.gross"))
    (text,) = words_of(issue(job))
    assert "Ihr Anmeldename bleibt: juergen.gross" in text
    assert "neues Kennwort" in text
    assert "lädt Sie" not in text


def test_letters_never_mix_codes_up():
    issued = issue(*[job_of(person__last_name=f"Name{number}") for number in range(3)])
    pages = words_of(issued)
    assert len(pages) == 3
    for number, (entry, page) in enumerate(zip(issued, pages, strict=True)):
        assert [other.code in page for other in issued].count(True) == 1
        assert entry.code in page
        assert f"Name{number}" in page


@pytest.mark.parametrize("name", ['#read("/etc/passwd")', "*Fett*", "$x$", "<script>", "= Titel"])
def test_letter_prints_a_name_as_it_was_typed(name):
    (text,) = words_of(issue(job_of(person__last_name=name)))
    assert f"Guten Tag Max {name}," in text


def test_letter_can_be_read_aloud_and_names_itself():
    reader = PdfReader(io.BytesIO(letters_pdf(issue(job_of()))))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de", True)
    assert reader.metadata.title == "Zugangsbriefe KommunalCampus"


def test_letter_is_the_same_for_the_same_moment(may):
    issued = issue(job_of())
    assert letters_pdf(issued) == letters_pdf(issued)


def test_letter_of_a_town_without_address_leaves_the_line_out():
    town = MunicipalityFactory(street="", postcode="", city="")
    (text,) = words_of(issue(job_of(municipality=town)))
    assert town.name in text
    assert "·" not in text.partition("Persönlich")[0]
