"""Authors look at a module as the staff of a municipality do; nothing is written by looking."""

import re
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.enrolment.services import close_offer, open_offer
from courses.modules.models import Lesson
from courses.portal.previewing import WIDTHS, width_of
from courses.portal.services import edit_landing_page, ensure_landing_page
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.cooperative import MembershipFactory
from tests.factories.modules import make_module
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "width"), [("360", 360), ("768", 768), ("1440", 1440), ("", 360), ("9999", 360)]
)
def test_width_is_one_of_three(asked, width):
    assert width_of(asked) == width


@pytest.fixture
def module():
    return make_module(lessons=1, title="Akten führen")


@pytest.fixture
def town():
    town = MunicipalityFactory(name="Stadt Beispielheim", slug="beispielheim")
    MembershipFactory(municipality=town)
    return town


@pytest.fixture
def author(client, module):
    user = UserFactory()
    grant(user=user, role=Role.AUTHOR, provider=module.provider)
    client.force_login(user)
    return client


def look(client, module, page="", **query):
    answer = client.get(f"/lehre/vorschau/{module.pk}/{page}", query)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def rows():
    """Return how many rows each table of the platform holds."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def offer(module, price="0", **more):
    return open_offer(course=module.course, price=Decimal(price), **more)


def test_looking_at_everything_writes_nothing(author, module, town):
    offer(module)
    lesson = Lesson.objects.filter(kind="lesson").get()
    author.get("/")
    before = rows()
    for part in ("kurs", "kommune", str(lesson.pk)):
        for width in WIDTHS:
            look(author, module, teil=part, breite=width, kommune=town.slug)
        look(author, module, "seite/", teil=part, kommune=town.slug)
    assert rows() == before


def test_frame_has_the_width_that_was_chosen(author, module, town):
    page = author.get(f"/lehre/vorschau/{module.pk}/", {"breite": "768"}).content.decode()
    assert re.search(r'<iframe[^>]* width="768"[^>]* sandbox="[a-z -]+"', page)
    assert "kommune=beispielheim" in page


def test_terms_are_those_of_the_municipality(author, module, town):
    stranger = MunicipalityFactory(name="Gemeinde Fern", slug="fern")
    offer(module, "40", approval_needed=True, fernusg_status="geprüft")
    said = look(author, module, kommune=town.slug)
    assert "Mitglied der Genossenschaft: Mitarbeitende können den Kurs belegen." in said
    assert "40" in said
    assert "Die Kommune entscheidet über jede Anfrage." in said
    assert "Kein Mitglied" in look(author, module, kommune=stranger.slug)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "Jetzt einschreiben"),
        ({"approval_needed": True}, "Freigabe anfragen"),
    ],
)
def test_button_is_that_of_staff_without_a_seat(author, module, town, change, words):
    offer(module, **change)
    page = look(author, module, "seite/", kommune=town.slug)
    assert words in page
    assert '<form method="post" action="/kurse' not in page


def test_button_leads_nowhere_but_back(author, module, town):
    offer(module)
    page = author.get(f"/lehre/vorschau/{module.pk}/seite/", {"kommune": town.slug})
    main = page.content.decode().split("<main", 1)[1].split("</main", 1)[0]
    assert 'method="post"' not in main
    assert f'href="/lehre/vorschau/{module.pk}/seite/?kommune=beispielheim"' in main


def test_staff_of_a_town_that_is_no_member_read_why_not(author, module):
    MunicipalityFactory(name="Gemeinde Fern", slug="fern")
    offer(module)
    assert "Ihr Arbeitgeber ist zurzeit kein Mitglied" in look(author, module, "seite/")


def test_course_without_an_open_offer_says_so(author, module, town):
    close_offer(offer=offer(module))
    assert "Es gibt noch kein Angebot." in look(author, module)


def test_own_words_and_choice_of_the_municipality_are_shown(author, module, town):
    assert "hat ihn nicht auf ihre Seite gesetzt" in look(author, module)
    ensure_landing_page(municipality_id=town.pk)
    edit_landing_page(municipality=town, greeting="Lernen lohnt sich.", courses=[module.course])
    said = look(author, module)
    assert "Lernen lohnt sich." in said
    assert "Im Katalog und auf der Seite der Kommune." in said
    page = look(author, module, "seite/", teil="kommune")
    assert "Lernen lohnt sich." in page
    assert "Akten führen" in page


def test_draft_of_a_lesson_is_shown_as_it_stands(author, module, town):
    lesson = Lesson.objects.filter(kind="lesson").get()
    lesson.title = "Neuer Entwurf"
    lesson.save_revision()
    assert "Neuer Entwurf" in look(author, module, "seite/", teil=lesson.pk)


def test_menu_in_the_frame_is_not_that_of_the_author(author, module, town):
    assert "Auswertung" in look(author, module)
    assert "Auswertung" not in look(author, module, "seite/")


@pytest.mark.parametrize("query", [{"teil": "9999"}, {"teil": "x"}, {"kommune": "nirgends"}])
@pytest.mark.parametrize("page", ["", "seite/"])
def test_unknown_part_or_municipality_is_not_found(author, module, town, query, page):
    assert author.get(f"/lehre/vorschau/{module.pk}/{page}", query).status_code == 404


def test_lesson_of_another_module_is_not_shown(author, module, town):
    foreign = Lesson.objects.filter(chapter__module=make_module(lessons=1)).first()
    answer = author.get(f"/lehre/vorschau/{module.pk}/seite/", {"teil": foreign.pk})
    assert answer.status_code == 404


def test_preview_costs_the_same_however_many_lessons_there_are(author, town, module):
    long = make_module(provider=module.provider, lessons=12)
    costs = []
    for one in (module, long):
        look(author, one)
        with CaptureQueriesContext(connection) as asked:
            look(author, one)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_module_leads_to_its_preview(author, module):
    page = author.get(f"/admin/snippets/modules/module/edit/{module.pk}/").content.decode()
    assert f'href="/lehre/vorschau/{module.pk}/"' in page
