"""Posters: an accessible page of paper that says where to go, and a code that leads there."""

import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from courses.portal.landing import services
from courses.portal.landing.posters import Wanted, addresses, poster_pdf
from members.roles.catalogue import Role
from tests.factories.catalogue import CoursePageFactory
from tests.factories.cooperative import MembershipFactory
from tests.factories.enrolment import OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
FORM, PRINT = reverse("portal:poster"), reverse("portal:poster_print")
SHEET = {"title": "Lernen Sie mit!", "text": "Schon zehn Minuten.", "paper": "a4", "language": "de"}
A4, A3 = (595, 842), (842, 1191)


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.KC_BASE_URL = "https://campus.example"


@pytest.fixture
def town():
    return MunicipalityFactory(slug="musterstadt")


@pytest.fixture
def hr(client, town):
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


def read(content):
    reader = PdfReader(io.BytesIO(content))
    text = "".join(page.extract_text() for page in reader.pages).replace("\u200b", "")
    return reader, " ".join(text.split())


def picture(shade=100):
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 90, 60)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("paper", "language", "size", "words"),
    [
        ("a4", "de", A4, "Scannen Sie den Code mit dem Telefon"),
        ("a3", "en", A3, "Scan the code with your phone"),
    ],
)
def test_poster_is_one_tagged_page_in_its_size_and_language(town, paper, language, size, words):
    wanted = Wanted("Lernen Sie mit!", "Kurz.", paper, language)
    reader, text = read(poster_pdf(town, wanted, course=None))
    [page] = reader.pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == size
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith(language)
    assert all(one in text for one in (words, "Lernen Sie mit!", town.name))
    assert "campus.example/kommunen/musterstadt" in text.replace(" ", "")


def test_logo_and_picture_stand_on_it_and_a_lost_one_spoils_nothing(town):
    kept = services.keep_picture(municipality=town, kind="picture", content=picture(), ending="png")
    wishes = services.Wishes("Hallo", picture=kept, picture_alt="Rathaus")
    page = services.save_page(municipality=town, wishes=wishes)
    town.logo.save("logo.png", ContentFile(picture(200)))
    town.refresh_from_db()
    with_both = poster_pdf(town, Wanted("Titel", "Text"), course=None, page=page)
    page.picture.storage.delete(page.picture.name)
    with_one = poster_pdf(town, Wanted("Titel", "Text"), course=None, page=page)
    shown = [len(read(one)[0].pages[0].images) for one in (with_both, with_one)]
    assert shown == [2, 1]


@pytest.mark.parametrize(
    "title", ["x" * 120, "Datenschutz-Grundverordnung " * 4, "#set page()", "A & <b>"]
)
def test_any_headline_fits_one_page_and_is_never_a_command(town, title):
    reader, text = read(poster_pdf(town, Wanted(title, "y" * 300, "a4"), course=None))
    assert len(reader.pages) == 1
    assert title[:9] in text


def test_code_leads_to_the_course_and_to_an_own_unit_by_the_sign_in(town):
    MembershipFactory(municipality=town)
    course, unit = CoursePageFactory(), make_unit(town).course
    assert addresses(town, course) == (
        f"https://campus.example{course.url}",
        f"campus.example{course.url}".rstrip("/"),
    )
    led, shown = addresses(town, unit)
    assert led == f"https://campus.example{reverse('account_login', query={'next': unit.url})}"
    assert shown == "campus.example/kommunen/musterstadt"


def test_hr_fills_in_and_gets_the_file(hr, town):
    course = OfferFactory().course
    form = hr.get(f"{FORM}?kurs={course.pk}").content.decode()
    assert course.title in form
    answer = hr.get(PRINT, {**SHEET, "kurs": course.pk})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="plakat-{course.slug}.pdf"'
    assert "Schon zehn Minuten." in read(answer.content)[1]
    assert hr.get(PRINT, SHEET).content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "changed", [{"title": ""}, {"paper": "a0"}, {"language": "fr"}, {"title": "x" * 121}]
)
def test_wrong_wishes_keep_what_was_typed(hr, changed):
    answer = hr.get(PRINT, {**SHEET, **changed})
    assert answer.status_code == 400
    assert "Schon zehn Minuten." in answer.content.decode()


@pytest.mark.parametrize("key", ["0", "x", "9" * 20])
def test_poster_of_what_is_not_there_is_not_found(hr, key):
    assert hr.get(FORM, {"kurs": key}).status_code == 404
    assert hr.get(PRINT, {**SHEET, "kurs": key}).status_code == 404


def test_poster_of_another_towns_unit_is_not_found(hr):
    foreign = MunicipalityFactory()
    MembershipFactory(municipality=foreign)
    unit = make_unit(foreign)
    assert hr.get(FORM, {"kurs": unit.course_id}).status_code == 404
