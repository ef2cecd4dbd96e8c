"""The page is drawn once for all, follows every change, and helps who finds nothing."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from courses.catalogue import rendering, services
from courses.catalogue.card_states import CardState
from courses.catalogue.query import CatalogueQuery
from tests.factories.catalogue import CoursePageFactory, TopicFactory
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/katalog/"


@pytest.fixture(autouse=True)
def nothing_kept():
    rendering._kept.clear()


def page(client, query=""):
    return client.get(f"{ADDRESS}{query}").content.decode()


def main_of(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text.split("<main", 1)[1]))


def test_same_address_is_drawn_once(monkeypatch):
    CoursePageFactory()
    first = rendering.drawn(CatalogueQuery())
    assert rendering.drawn(CatalogueQuery()) is first
    assert rendering.drawn(CatalogueQuery(text="kurs")) is not first


def test_each_language_is_drawn_by_itself():
    CoursePageFactory()
    german = rendering.drawn(CatalogueQuery())
    with translation.override("en"):
        english = rendering.drawn(CatalogueQuery())
    assert "1 Kurs<" in german.results
    assert "1 course<" in english.results


def test_change_is_shown_at_once(client):
    course = CoursePageFactory(title="Alter Titel")
    assert "Alter Titel" in page(client)
    course.title = "Neuer Titel"
    services.publish_course(course=course)
    assert "Neuer Titel" in page(client)
    course.unpublish()
    assert "Neuer Titel" not in page(client)


def test_no_more_pages_are_kept_than_allowed(monkeypatch):
    monkeypatch.setattr(rendering, "MOST_KEPT", 3)
    CoursePageFactory()
    for number in range(6):
        rendering.drawn(CatalogueQuery(text=f"kurs {number}"))
    assert len(rendering._kept) == 3


def test_states_stand_in_the_slots_of_their_courses_only():
    one, other = CoursePageFactory(title="Eins"), CoursePageFactory(title="Zwei")
    drawn = rendering.drawn(CatalogueQuery())
    assert set(drawn.titles) == {one.pk, other.pk}
    shown = rendering.with_states(drawn, {other.pk: CardState(words="auf der Warteliste")})
    assert shown.count("auf der Warteliste") == 1
    assert shown.index("Zwei") < shown.index("auf der Warteliste")
    assert "\x00" not in shown


def test_visitor_cannot_put_a_slot_into_the_page(client):
    course = CoursePageFactory()
    text = page(client, f"?q=%00{course.pk}%00").split("<main", 1)[1]
    assert "\x00" not in text


def test_typing_error_is_mended_and_said(client):
    CoursePageFactory(title="Datenschutz im Rathaus")
    text = main_of(page(client, "?q=Datenschuz"))
    assert "Meinten Sie „Datenschutz“" in text
    assert "Datenschutz im Rathaus" in text


def test_unknown_word_is_left_out_and_named(client):
    CoursePageFactory(title="Datenschutz im Rathaus")
    text = main_of(page(client, "?q=Datenschutz+xyzabc"))
    assert "In keiner Kursbeschreibung kommt vor: xyzabc." in text
    assert "1 Kurs" in text


def test_page_without_hit_offers_single_words_topics_and_no_filters(client):
    topic = TopicFactory(slug="recht", name_de="Fachrecht")
    CoursePageFactory(title="Datenschutz", topics=[topic])
    CoursePageFactory(title="Vergabe", topics=[topic])
    text = page(client, "?q=Datenschutz+Vergabe")
    assert 'href="?q=Datenschutz"' in text
    assert 'href="?q=Vergabe"' in text
    assert 'href="?thema=recht"' in text
    text = page(client, "?q=Datenschutz&stufe=advanced")
    assert "Ohne Filter: 1 Kurs" in main_of(text)
    assert 'href="?q=Datenschutz"' in text


def test_chosen_filters_stay_in_search_field_pages_and_filter_form(client):
    provider = ProviderFactory(slug="hs")
    CoursePageFactory.create_batch(13, provider=provider)
    text = page(client, "?anbieter=hs")
    assert text.count('<input type="hidden" name="anbieter" value="hs">') == 1
    assert 'value="hs" checked' in text
    assert 'href="?anbieter=hs&amp;page=2"' in text
    assert "Filter löschen" in text


@pytest.mark.parametrize(
    ("number", "previous", "following"),
    [(1, "", "?page=2"), (2, "?", "?page=3"), (3, "?page=2", "")],
)
def test_pages_lead_on_and_back(number, previous, following):
    CoursePageFactory.create_batch(5)
    result = rendering.selectors.search(CatalogueQuery(page=number), per_page=2)
    assert (result.previous, result.next) == (previous, following)
    assert [one for one, _ in result.page_links] == [1, 2, 3]


def test_pages_of_a_long_list_leave_a_gap():
    CoursePageFactory.create_batch(9)
    result = rendering.selectors.search(CatalogueQuery(page=1), per_page=1)
    assert ("…", "") in [(str(number), href) for number, href in result.page_links]


def test_catalogue_without_courses_says_so(client):
    assert "Noch" in main_of(page(client)) or "kein" in main_of(page(client))
    assert reverse("catalogue:search") == ADDRESS
