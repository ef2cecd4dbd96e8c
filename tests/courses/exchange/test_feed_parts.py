"""The parts of the feed by table: links, licences, modes, moments, and what is told when."""

import datetime as dt
import json
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.catalogue import services as catalogue
from courses.catalogue import shelf
from courses.exchange import records
from courses.exchange.moochub import feed, structured
from courses.exchange.templatetags.exchange import structured_data
from tests.courses.exchange.test_feed import FEED, record
from tests.factories.catalogue import CoursePageFactory
from tests.factories.enrolment import OfferFactory

ADDRESS = "https://campus.example/api/moochub/courses.json"
NOON = dt.datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
MARK = "8978f51e-770c-4d0a-a2e3-23fae8f6aa79"


@pytest.mark.parametrize(
    ("page", "last", "named"),
    [
        (1, 1, {"self": 1, "first": 1, "last": 1}),
        (1, 3, {"self": 1, "first": 1, "last": 3, "next": 2}),
        (2, 3, {"self": 2, "first": 1, "last": 3, "next": 3, "prev": 1}),
        (3, 3, {"self": 3, "first": 1, "last": 3, "prev": 2}),
    ],
)
def test_links_lead_to_the_neighbours_that_there_are(page, last, named):
    links = feed.document([], address=ADDRESS, page=page, last=last, per_page=20)["links"]
    told = {
        name: f"{ADDRESS}?page%5Bnumber%5D={number}&page%5Bsize%5D=20"
        for name, number in named.items()
    }
    assert links == told


@pytest.mark.parametrize(
    ("written", "identifier", "has_address"),
    [
        ("CC-BY-4.0", "CC-BY-4.0", True),
        (" CC0-1.0 ", "CC0-1.0", True),
        ("proprietary", "proprietary", False),
        ("Proprietary", "proprietary", False),
        ("Alle Rechte vorbehalten", "proprietary", False),
        ("", "proprietary", False),
    ],
)
def test_licence_is_told_by_its_identifier_or_as_the_providers_own(
    written, identifier, has_address
):
    (told,) = feed.licence(written)
    assert told["identifier"] == identifier
    assert told["url"] == (f"https://spdx.org/licenses/{identifier}.html" if has_address else None)


@pytest.mark.parametrize(
    ("zone", "hour"), [("UTC", 10), ("Europe/Berlin", 12), ("America/New_York", 6)]
)
def test_moment_is_told_alike_whatever_zone_it_was_written_in(zone, hour):
    assert feed.moment(dt.datetime(2026, 7, 1, hour, tzinfo=ZoneInfo(zone))) == (
        "2026-07-01T10:00:00Z"
    )


@pytest.mark.parametrize(
    ("format_", "modes", "mode"),
    [
        ("on_demand", ["online", "asynchronous"], "online"),
        ("hybrid", ["online", "blended"], "blended"),
        ("live", ["online", "synchronous"], "online"),
        ("new", ["online"], "online"),
    ],
)
def test_form_of_a_course_is_told_in_the_words_of_both_standards(format_, modes, mode):
    told = record(format=format_)
    assert feed.resource(told)["attributes"]["courseMode"] == modes
    assert structured.course(told)["hasCourseInstance"][0]["courseMode"] == mode


@pytest.mark.parametrize(
    ("framework", "edition"), [("DigComp 2.2", "2.2"), ("DigComp", "2.2"), ("DigComp 3.0", "3.0")]
)
def test_competence_names_its_framework_with_edition(framework, edition):
    told = record(competences=[(framework, "1.1", "Suchen", "Searching")])
    (skill,) = feed.resource(told)["attributes"]["teaches"]
    assert skill["educationalFrameworkVersion"] == edition
    assert {one["inLanguage"]: one["name"] for one in skill["name"]} == {
        "de": "Suchen",
        "en": "Searching",
    }


@pytest.mark.parametrize(
    ("changes", "name", "expected"),
    [
        ({"minutes": 0}, "timeRequired", None),
        ({"minutes": 90}, "timeRequired", "PT1H30M"),
        ({"cover": "https://campus.example/b.jpg"}, "image", "https://campus.example/b.jpg"),
        ({}, "image", None),
        ({}, "license", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ({"licence": "proprietary"}, "license", "proprietary"),
        ({}, "offers", None),
        ({"competences": [("DigComp 2.2", "4.1", "Schützen", "")]}, "teaches", ["Schützen (4.1)"]),
    ],
)
def test_search_engines_are_told_what_there_is_and_nothing_else(changes, name, expected):
    assert structured.course(record(**changes)).get(name) == expected


@pytest.mark.parametrize(("price", "category"), [(Decimal("0"), "Free"), (Decimal("49.5"), "Paid")])
def test_search_engines_are_told_the_price_with_cents(price, category):
    offer = structured.course(record(price=price))["offers"]
    assert (offer["category"], offer["price"]) == (category, f"{price:.2f}")


def test_page_without_a_course_tells_search_engines_nothing():
    assert structured_data(None, None, None, None) == ""


def held(*, mark=MARK, until=NOON + dt.timedelta(hours=6), private=False):
    """Return an empty shelf."""
    return shelf.Shelf(mark, NOON, until, (), (), (), has_private_pages=private)


@pytest.fixture
def nothing_seen(monkeypatch):
    """Forget what this process has seen of the catalogue."""
    monkeypatch.setattr(records, "_seen", {})


@pytest.mark.parametrize(
    ("seconds", "is_sure"), [(0, False), (1.9, False), (2, True), (3600, True), (-5, False)]
)
def test_change_is_dated_once_its_second_has_passed(nothing_seen, seconds, is_sure):
    with dates.moved_clock(NOON):
        assert records.changed_at(held()) is None
    with dates.moved_clock(NOON + dt.timedelta(seconds=seconds)):
        assert records.changed_at(held()) == (NOON if is_sure else None)


@pytest.mark.parametrize(
    "other",
    [
        {"mark": "00000000-770c-4d0a-a2e3-23fae8f6aa79"},
        # A session has begun, which the feed no longer names: nobody has changed anything.
        {"until": NOON + dt.timedelta(days=1)},
    ],
)
def test_what_is_told_anew_is_dated_anew(nothing_seen, other):
    with dates.moved_clock(NOON):
        records.changed_at(held())
    later = NOON + dt.timedelta(minutes=5)
    with dates.moved_clock(later):
        assert records.changed_at(held()) == NOON
        assert records.changed_at(held(**other)) is None
    with dates.moved_clock(later + dt.timedelta(seconds=2)):
        assert records.changed_at(held(**other)) == later


@pytest.mark.parametrize("facts", [{"mark": None}, {"private": True}])
def test_catalogue_that_may_differ_by_reader_is_never_dated(nothing_seen, facts):
    for seconds in (0, 60):
        with dates.moved_clock(NOON + dt.timedelta(seconds=seconds)):
            assert records.changed_at(held(**facts)) is None


@pytest.mark.django_db
def test_date_of_a_change_is_told_in_universal_time_by_any_clock(client, nothing_seen):
    CoursePageFactory()
    with dates.moved_clock(NOON):
        client.get(FEED)
    with dates.moved_clock(NOON + dt.timedelta(minutes=1)):
        answer = client.get(FEED)
        assert answer["Last-Modified"] == "Wed, 01 Jul 2026 10:00:00 GMT"
        since = {"if-modified-since": answer["Last-Modified"]}
        assert client.get(FEED, headers=since).status_code == 304


@pytest.mark.django_db
def test_feed_asks_as_often_ten_minutes_after_a_test_before_it(client, django_assert_num_queries):
    """What earlier tests have read is forgotten; else it would be read anew in between."""
    assert not shelf._held
    CoursePageFactory()
    client.get(FEED)
    with django_assert_num_queries(7):
        client.get(FEED)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feed_can_only_be_read(client, method):
    assert getattr(client, method)(FEED).status_code in (403, 405)


@pytest.mark.django_db
def test_course_closed_or_taken_back_leaves_the_feed(client):
    closed, withdrawn, kept = CoursePageFactory.create_batch(3)
    catalogue.set_retired(course=closed, on=dates.today())
    withdrawn.unpublish()
    told = [one["id"] for one in client.get(FEED).json()["data"]]
    assert told == [str(kept.translation_key)]


@pytest.mark.django_db
def test_page_of_a_course_and_the_feed_tell_the_same(client):
    course = CoursePageFactory(licence="CC-BY-4.0", minutes=95)
    OfferFactory(course=course, price=Decimal("12.50"))
    catalogue.touch_course(course_id=course.pk)
    fed = client.get(FEED).json()["data"][0]["attributes"]
    text = client.get(course.get_url()).text.split('<script type="application/ld+json">')[1]
    told = json.loads(text.split("</script>")[0])
    assert told["name"] == fed["name"] and told["url"] == fed["url"]
    assert told["timeRequired"] == fed["duration"] == "PT1H35M"
    assert float(told["offers"]["price"]) == fed["offer"][0]["price"] == 12.5
    assert told["provider"]["name"] == fed["publisher"]["name"]
    assert reverse("exchange_feed:courses") == "/api/moochub/courses.json"
