"""The pages visitors see first."""

import pytest
from django.utils import translation
from wagtail.models import Page

from campus.pages import home
from campus.pages.home import Member, register_members
from campus.pages.models import AccessibilityStatement, HomePage, StandardPage

pytestmark = pytest.mark.django_db

ADDRESSES = [
    ("/", "Weiterbildung, die im Rathaus ankommt"),
    ("/so-funktioniert-es/", "In drei Schritten zum Nachweis"),
    ("/impressum/", "Registergericht"),
    ("/datenschutz/", "Ihre Rechte"),
    ("/leichte-sprache/", "KommunalCampus ist eine Internet-Seite zum Lernen."),
    ("/barrierefreiheit/", "teilweise barrierefrei"),
]
REQUIRED_LINKS = ["/impressum/", "/datenschutz/", "/barrierefreiheit/", "/leichte-sprache/"]


ENGLISH = [
    ("/so-funktioniert-es/", "How it works", "Three steps to your certificate"),
    ("/impressum/", "Legal notice", "Register court"),
    ("/datenschutz/", "Privacy", "Your rights"),
    ("/barrierefreiheit/", "Accessibility statement", "Enforcement procedure"),
]


@pytest.fixture(autouse=True)
def german_again():
    """Requests in English leave the thread in English."""
    yield
    translation.activate("de")


@pytest.mark.parametrize(("address", "sentence"), ADDRESSES)
def test_public_page_for_a_visitor_is_german_and_links_what_the_law_asks(client, address, sentence):
    answer = client.get(address, headers={"accept-language": "de"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in text
    assert '<html lang="de">' in text
    assert text.count("<h1") == 1
    assert "/rueckmeldung/?von=" in text
    for link in REQUIRED_LINKS:
        assert f'href="{link}"' in text


@pytest.mark.parametrize(("address", "sentence"), ADDRESSES)
def test_public_page_has_no_inline_style_or_script(client, address, sentence):
    text = client.get(address).content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text
    assert "<script>" not in text


def test_home_page_in_english_translates_the_frame(client):
    text = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert "Further training that arrives at the town hall" in text
    assert 'lang="de">' in text  # the switch back


@pytest.mark.parametrize(("address", "title", "sentence"), ENGLISH)
def test_public_page_in_english_is_english_throughout(client, address, title, sentence):
    text = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert f"<title>{title} – KommunalCampus</title>" in text
    assert f"<h1>{title}</h1>" in text
    assert f'aria-current="page" lang="en">{title}<' in text
    assert sentence in text
    assert text.count('lang="de"') == 1  # the switch back


def test_public_page_without_english_text_falls_back_to_german_and_says_so(client):
    StandardPage.objects.filter(slug="impressum").update(body_en="[]")
    text = client.get("/impressum/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en">' in text
    assert '<article lang="de">' in text
    assert 'aria-current="page" lang="de">Impressum<' in text
    assert "Registergericht" in text
    assert "Register court" not in text


def test_statement_whose_gaps_lack_english_is_shown_in_german(client):
    AccessibilityStatement.objects.update(gaps_en="")
    text = client.get("/barrierefreiheit/", headers={"accept-language": "en"}).content.decode()
    assert "Erklärung zur Barrierefreiheit" in text
    assert "The following is not yet fully accessible" not in text


def test_easy_language_in_english_stays_german_and_is_marked(client):
    text = client.get("/leichte-sprache/", headers={"accept-language": "en"}).content.decode()
    assert '<article lang="de">' in text


@pytest.mark.parametrize("address", [one for one, _ in ADDRESSES])
def test_public_page_promises_nothing_that_does_not_exist(client, address):
    text = client.get(address, headers={"accept-language": "de"}).content.decode()
    for word in ("SCORM", "cmi5", "H5P", "Live-Termin", "Leistungsnachweis", "Versammlung"):
        assert word not in text


def test_home_page_with_own_words_shows_them(client):
    HomePage.objects.update(promise="Gemeinsam klüger", lead="Unser eigener Text")
    text = client.get("/").content.decode()
    assert "Gemeinsam klüger" in text
    assert "Unser eigener Text" in text


def test_home_page_without_registered_members_has_no_strip(client, monkeypatch):
    monkeypatch.setattr(home, "_sources", [])
    assert "Unsere Mitglieder" not in client.get("/").content.decode()


def test_home_page_with_registered_members_names_them(client, monkeypatch):
    monkeypatch.setattr(home, "_sources", [])
    register_members(lambda: [Member("Musterstadt", href="/kommunen/musterstadt/")])
    text = client.get("/").content.decode()
    assert "Unsere Mitglieder" in text
    assert 'href="/kommunen/musterstadt/"' in text


def test_statement_holds_every_part_the_law_asks_for(client):
    text = client.get("/barrierefreiheit/").content.decode()
    for part in ("Nicht barrierefreie Inhalte", "Erstellung dieser Erklärung", "Durchsetzungsverf"):
        assert part in text
    assert "22. November 2026" in text
    assert "innerhalb eines Monats" in text


def test_easy_language_page_is_set_larger(client):
    assert "kc-easy" in client.get("/leichte-sprache/").content.decode()


def test_page_types_stand_where_they_belong():
    assert StandardPage.can_create_at(HomePage.objects.get())
    assert not StandardPage.can_create_at(Page.get_first_root_node())
    assert not HomePage.can_create_at(Page.get_first_root_node())
    assert not AccessibilityStatement.can_create_at(HomePage.objects.get())


def test_demo_banner_is_shown_only_in_the_demo(client, settings):
    assert "erfundene Personen" not in client.get("/rueckmeldung/").content.decode()
    settings.KC_DEMO = True
    assert "erfundene Personen" in client.get("/rueckmeldung/").content.decode()


def test_language_switch_changes_the_language_and_returns(client):
    answer = client.post("/sprache/setlang/", {"language": "en", "next": "/rueckmeldung/"})
    assert answer.url == "/rueckmeldung/"
    assert "Send feedback" in client.get("/rueckmeldung/").content.decode()
