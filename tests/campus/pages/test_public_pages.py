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
