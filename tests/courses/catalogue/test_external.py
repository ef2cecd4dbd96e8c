"""Courses of other platforms stand in the catalogue beside our own, marked, and lead there."""

import json
import re
import uuid

import pytest
from django.urls import reverse

from courses.catalogue import external, selectors, services, shelf
from courses.catalogue.models import CourseEntry, ExternalCourse
from courses.catalogue.query import CatalogueQuery
from courses.exchange.moochub import reading
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory, TopicFactory
from tests.factories.moochub import an_entry

pytestmark = pytest.mark.django_db

SOURCE = uuid.UUID("0b0e4a1e-4f6c-4d0e-9d3c-6c1c5a0f1a11")
SEARCH = reverse("catalogue:search")


def put(*titles, source=SOURCE, platform="Lernort", **changes):
    """Take courses over, and return them by title."""
    found = [reading.entry(an_entry(title, **changes)).facts for title in titles]
    external.put(source=source, platform=platform, found=found)
    return {one.title: one for one in ExternalCourse.objects.filter(source=source)}


def found(text="", **chosen):
    asked = CatalogueQuery(text=text, chosen={name: (value,) for name, value in chosen.items()})
    return [card.title for card in selectors.search(asked).cards]


def facet(name, **chosen):
    asked = CatalogueQuery(chosen={one: (value,) for one, value in chosen.items()})
    facets = {one.name: one for one in selectors.search(asked).facets}
    return {choice.value: choice.count for choice in facets[name].choices} if name in facets else {}


def test_external_courses_stand_among_our_own_by_title():
    CoursePageFactory(title="Mitte")
    put("Anfang", "Zuletzt")
    assert found() == ["Anfang", "Mitte", "Zuletzt"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Vergaberecht", ["Vergaberecht"]),
        ("vergabrecht", ["Vergaberecht"]),
        ("Vergabe", ["Vergaberecht"]),
        ("Institut Beispiel", ["Datenschutz", "Vergaberecht"]),
        ("Lernort", ["Datenschutz", "Vergaberecht"]),
        ("Kaninchen", []),
    ],
)
def test_external_courses_are_found_by_words_as_our_own_are(text, titles):
    put("Vergaberecht", "Datenschutz")
    assert sorted(found(text)) == titles


def test_courses_are_filtered_by_where_they_open():
    CoursePageFactory(title="Hier")
    assert facet("herkunft") == {}
    put("Dort", "Drüben")
    assert facet("herkunft") == {"hier": 1, "extern": 2}
    assert found(herkunft="extern") == ["Dort", "Drüben"]
    assert found(herkunft="hier") == ["Hier"]


def test_other_filters_know_what_is_told():
    put("Kurz", duration="PT30M")
    put("Lang", duration="PT9H", courseMode=["online", "synchronous"])
    assert found(dauer="kurz") == ["Kurz"] and found(format="live") == ["Lang"]
    assert found(anbieter="extern-institut-beispiel") == ["Kurz", "Lang"]
    for name in ("kosten", "stufe", "termin", "rolle"):
        assert facet(name) == {}


def test_keyword_that_is_a_topic_of_ours_sorts_the_course_there():
    TopicFactory(slug="sicher", name_de="Sicherheit", name_en="Security")
    TopicFactory(slug="recht", name_de="Recht", name_en="Law")
    put("Passwörter", keywords=["SICHERHEIT", "Sport"])
    put("Law basics", keywords=["law"])
    assert found(thema="sicher") == ["Passwörter"] and found(thema="recht") == ["Law basics"]


def test_card_says_external_and_where_it_opens(client):
    put("Dort")
    page = client.get(SEARCH).text
    card = page.split('class="kc-course"')[1].split("</article>")[0]
    assert "Extern" in card and "Öffnet sich bei Lernort" in card
    assert "Institut Beispiel" in card and "buchbar" not in card
    assert "lernen.example" not in card


def test_signed_in_reader_sees_external_cards_too(client):
    client.force_login(UserFactory())
    put("Dort")
    assert "Öffnet sich bei Lernort" in client.get(SEARCH).text


def test_search_asks_as_often_with_a_hundred_external_courses(client, django_assert_num_queries):
    put("Erster")
    shelf.forget()
    client.get(SEARCH)
    # The mark of the shelf, and which courses are open to chosen municipalities only.
    with django_assert_num_queries(2):
        client.get(SEARCH)
    put(*(f"Kurs {number}" for number in range(20)))
    with django_assert_num_queries(6):
        client.get(f"{SEARCH}?page=2")
    with django_assert_num_queries(2):
        client.get(f"{SEARCH}?page=1")


def test_only_changed_external_courses_are_read_anew():
    put("Erster", "Zweiter")
    before = {card.title: card for card in shelf.current().externals}
    put("Zweiter", duration="PT1H")
    after = {card.title: card for card in shelf.current().externals}
    assert after["Erster"] is before["Erster"]
    assert (before["Zweiter"].minutes, after["Zweiter"].minutes) == (180, 60)


def test_external_courses_are_nowhere_but_in_the_catalogue():
    CoursePageFactory(title="Hier")
    (course,) = put("Dort").values()
    held = shelf.current()
    assert [card.title for card in held.cards] == ["Hier"]
    assert -course.pk not in held.by_course and course.get_absolute_url() not in held.by_url
    assert selectors.course_cards([-course.pk, course.pk]) == []
    assert held.bookable == ()


def test_entry_belongs_to_one_course_only():
    (course,) = put("Dort").values()
    assert str(course.entry) == "Dort"
    assert CourseEntry.objects.get().provider is None
    assert services.reindex() == 1
    assert found("Dort") == ["Dort"]


def test_what_a_source_no_longer_tells_leaves_and_others_stay():
    put("A", "B", "C")
    put("A", source=uuid.uuid4())
    kept = ExternalCourse.objects.get(source=SOURCE, title="B")
    assert external.keep_only(source=SOURCE, identifiers=[kept.identifier]) == 2
    assert sorted(found()) == ["A", "B"]
    assert external.keep_only(source=SOURCE, identifiers=[kept.identifier]) == 0


def test_nothing_to_write_marks_no_change():
    put("A")
    mark = shelf.current().mark
    assert external.put(source=SOURCE, platform="Lernort", found=[]) == 0
    assert shelf.current().mark == mark


NASTY = {
    "description": "<p>Gut.</p><script>alert(1)</script><img src='https://third.example/x.png'>",
    "image": {"contentUrl": "https://third.example/bild.jpg", "license": []},
}


@pytest.fixture
def page(client):
    """Return the page of an external course whose platform means no good."""
    courses = put('Kurs </script><script>alert("x")</script>', "Dort", **NASTY)
    return client.get(courses["Dort"].get_absolute_url()).text


def test_page_of_an_external_course_says_what_it_is_and_leads_there(page):
    assert "Externer Kurs auf Lernort" in page
    assert "Hier wird nichts gebucht" in page and "nie eine Pflichtschulung" in page
    link = re.search(r'<a class="kc-btn kc-btn--primary[^>]*>', page)[0]
    assert 'href="https://lernen.example/kurse/' in link
    assert 'rel="external noopener noreferrer"' in link
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in page
    assert "Institut Beispiel" in page and "CC-BY-4.0" in page and "3 Std." in page


def test_page_loads_nothing_from_outside_and_holds_no_foreign_markup(page):
    assert "third.example" not in page and "alert(1)" not in page
    loaded = re.findall(r'(?:src|srcset)="([^"]+)"', page)
    assert all(address.startswith("/") for address in loaded)
    assert "<p>Gut.</p>" in page


def test_title_with_markup_stays_text(client):
    put("3 < 5 </b> & mehr")
    text = client.get(SEARCH).text
    assert "3 &lt; 5" in text and "</b>" not in text.split('class="kc-course"')[1]


def test_page_tells_search_engines_that_it_stands_elsewhere(page):
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(data)
    assert told["@type"] == "Course" and told["name"] == "Dort"
    assert told["url"] == told["@id"] == told["offers"]["url"]
    assert told["url"].startswith("https://lernen.example/")
    assert told["provider"]["name"] == "Institut Beispiel"
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (told["isAccessibleForFree"], told["timeRequired"]) == (True, "PT3H")
    assert told["hasCourseInstance"] == [
        {"@type": "CourseInstance", "courseMode": "online", "courseWorkload": "PT3H"}
    ]


def test_page_of_an_unknown_external_course_does_not_exist(client):
    address = reverse("catalogue:external", args=[uuid.uuid4()])
    assert client.get(address).status_code == 404
    (course,) = put("Dort").values()
    assert client.post(course.get_absolute_url()).status_code == 405


def test_feed_tells_our_own_courses_only(client):
    CoursePageFactory(title="Hier")
    put("Dort")
    told = client.get(reverse("exchange_feed:courses")).json()["data"]
    assert [one["attributes"]["name"] for one in told] == ["Hier"]


@pytest.mark.parametrize(
    ("code", "words"),
    [("de", "Deutsch"), ("en-GB", "Englisch"), ("tlh", "tlh"), ("", "")],
)
def test_language_is_said_in_words_where_it_is_known(client, code, words):
    (course,) = put("Dort", inLanguage=[code] if code else []).values()
    page = client.get(course.get_absolute_url()).text
    assert not words or f"</svg>{words}</li>" in page.replace("\n", "")
