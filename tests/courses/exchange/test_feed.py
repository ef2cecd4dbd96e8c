"""The feed holds what MOOChub v3 asks for, the public courses only, and is not sent twice."""

import datetime as dt
import json
import re
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import PageViewRestriction

from campus.kit import dates
from courses.catalogue import services as catalogue
from courses.exchange import records
from courses.exchange.moochub import feed, structured
from tests.factories.catalogue import CompetenceFactory, CoursePageFactory, TopicFactory
from tests.factories.enrolment import OfferFactory

FEED = reverse("exchange_feed:courses")
# Our own statement of what the schema of MOOChub v3.0 requires of a course.
REQUIRED = {"name", "learningResourceType", "publisher", "url", "license", "creator"}
MODES = {"blended", "onsite", "online", "synchronous", "asynchronous"}
ACCESS = {"free", "paid", "student", "other"}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DURATION = re.compile(r"PT(?=\d)(\d+H)?(\d+M)?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def record(**changes):
    facts = {
        "id": "8978f51e-770c-4d0a-a2e3-23fae8f6aa79",
        "name": "Kurs",
        "address": "https://campus.example/anbieter/hs/kurs/",
        "description": "Sie können es.",
        "provider": "Hochschule",
        "provider_address": "https://campus.example/anbieter/hs/",
        "licence": "CC-BY-SA-4.0",
        "language": "de",
        "format": "on_demand",
        "minutes": 90,
        "created": dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
        "modified": None,
    }
    return feed.Record(**{**facts, **changes})


def check_organization(value):
    assert value["type"] == "Organization" and value["name"]
    assert urlsplit(value["url"]).netloc


def check_licence(values):
    assert values
    for one in values:
        assert one["identifier"] and "url" in one
        is_own = one["identifier"] == "proprietary"
        assert (one["url"] is None) == is_own and one["contentUrl"] is None


def check_course(course):
    """Hold a resource against the rules."""
    assert UUID.fullmatch(course["id"]) and course["type"] == "Course"
    told = course["attributes"]
    assert told.keys() >= REQUIRED
    assert told["learningResourceType"]["identifier"] == "https://w3id.org/kim/hcrt/course"
    assert urlsplit(told["url"]).scheme in ("http", "https")
    for one in (told["publisher"], *told["creator"]):
        check_organization(one)
    check_licence(told["license"])
    assert set(told["courseMode"]) <= MODES and set(told["access"]) <= ACCESS
    for name in ("inLanguage", "startDate", "keywords", "courseMode", "access"):
        assert len(set(told[name])) == len(told[name])
    for value in (*told["startDate"], told["dateCreated"], told["dateModified"]):
        assert value is None or MOMENT.fullmatch(value)
    assert DURATION.fullmatch(told.get("duration", "PT1M"))
    for skill in told["teaches"]:
        assert skill["educationalFramework"] == "DigComp" and skill["educationalFrameworkVersion"]
        assert all(name["inLanguage"] and name["name"] for name in skill["name"])
    for offer in told.get("offer", []):
        assert offer["price"] >= 0 and offer["priceCurrency"] == "EUR"
        assert (offer["paymentFrequency"], offer["category"]) == ("one-time", "complete")
    if "image" in told:
        check_licence(told["image"]["license"])


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"price": Decimal("49.50")},
        {"price": Decimal(0), "minutes": 0, "format": "live"},
        {"licence": "Alle Rechte vorbehalten", "keywords": ["Recht", "Recht"]},
        {"cover": "https://campus.example/bild.jpg", "format": "hybrid"},
        {"competences": [("DigComp 2.2", "4.1", "Schützen", "Protecting"), ("X", "1", "a", "b")]},
        {"starts": [dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)]},
    ],
)
def test_course_of_any_kind_fulfils_the_rules_of_the_schema(changes):
    check_course(feed.resource(record(**changes)))


@pytest.mark.parametrize(("minutes", "text"), [(5, "PT5M"), (60, "PT1H"), (95, "PT1H35M")])
def test_duration_is_written_as_iso_8601(minutes, text):
    assert feed.duration(minutes) == text


@pytest.mark.parametrize(
    ("price", "access"), [(None, ["other"]), (Decimal(0), ["free"]), (Decimal(5), ["paid"])]
)
def test_price_says_who_has_access(price, access):
    told = feed.resource(record(price=price))["attributes"]
    assert told["access"] == access
    assert ("offer" in told) == (price is not None)


@pytest.mark.django_db
class TestFeed:
    def test_lists_public_courses_with_all_facts(self, client):
        topic, competence = TopicFactory(name_de="Recht"), CompetenceFactory()
        course = CoursePageFactory(title="Öffentlich", topics=[topic], competences=[competence])
        OfferFactory(course=course, price=Decimal("40"))
        catalogue.touch_course(course_id=course.pk)
        answer = client.get(FEED)
        assert answer["Content-Type"] == "application/vnd.api+json; moochub-version=3.0"
        listed = {one["attributes"]["name"]: one for one in answer.json()["data"]}
        check_course(listed["Öffentlich"])
        told = listed["Öffentlich"]["attributes"]
        assert told["url"].endswith(course.get_url())
        assert told["keywords"] == ["Recht"]
        assert told["offer"][0]["price"] == 40.0
        assert told["teaches"][0]["shortCode"] == competence.code

    def test_leaves_out_drafts_and_what_is_not_for_everybody(self, client):
        CoursePageFactory(title="Entwurf", live=False)
        private = CoursePageFactory(title="Nur für einige")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        shown = CoursePageFactory(title="Öffentlich")
        names = [one["attributes"]["name"] for one in client.get(FEED).json()["data"]]
        assert names == [shown.title]

    def test_pages_lead_through_everything_once(self, client):
        made = {str(course.translation_key) for course in CoursePageFactory.create_batch(5)}
        address, seen = f"{FEED}?page[number]=1&page[size]=2", []
        while address:
            answer = client.get(address).json()
            assert answer["links"].keys() >= {"self", "first", "last"}
            seen += [one["id"] for one in answer["data"]]
            address = answer["links"].get("next", "").removeprefix("http://testserver")
            address = address[address.find("/api") :] if address else ""
        assert sorted(seen) == sorted(made)

    def test_asks_as_often_for_many_courses_as_for_few(self, client, django_assert_num_queries):
        CoursePageFactory.create_batch(3, topics=[TopicFactory()])
        client.get(FEED)
        with django_assert_num_queries(7):
            client.get(FEED)
        CoursePageFactory.create_batch(9, topics=[TopicFactory()])
        client.get(FEED)
        with django_assert_num_queries(7):
            client.get(FEED)

    def test_unchanged_feed_is_not_sent_again_but_a_changed_one_is(self, client):
        course = CoursePageFactory()
        etag = client.get(FEED)["ETag"]
        assert client.get(FEED, headers={"if-none-match": etag}).status_code == 304
        course.title = "Anders"
        catalogue.publish_course(course=course)
        assert client.get(FEED, headers={"if-none-match": etag}).status_code == 200

    def test_feed_not_modified_since_is_not_sent_again(self, client):
        CoursePageFactory()
        with time_machine.travel(dates.now(), tick=False) as clock:
            assert "Last-Modified" not in client.get(FEED)
            clock.shift(dt.timedelta(seconds=10))
            changed = client.get(FEED)["Last-Modified"]
            since = {"if-modified-since": changed}
            assert client.get(FEED, headers=since).status_code == 304
            clock.shift(dt.timedelta(seconds=10))
            CoursePageFactory()
            assert client.get(FEED, headers=since).status_code == 200
            clock.shift(dt.timedelta(seconds=10))
            assert client.get(FEED, headers=since).status_code == 200

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("page[number]=0", 400),
            ("page[number]=x", 400),
            ("page[size]=-1", 400),
            ("page[number]=²", 400),
            ("page[number]=99", 404),
            ("page[size]=100000", 200),
        ],
    )
    def test_page_that_is_not_there_is_refused_in_json(self, client, query, status):
        answer = client.get(f"{FEED}?{query}")
        assert answer.status_code == status
        assert ("errors" in answer.json()) == (status != 200)

    def test_course_page_describes_itself_to_search_engines(self, client):
        course = CoursePageFactory(title="Recht </script>", promise="Sie können & dürfen.")
        OfferFactory(course=course, price=Decimal("40"))
        catalogue.touch_course(course_id=course.pk)
        page = client.get(course.get_url()).text
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
        assert len(found) == 1
        told = json.loads(found[0])
        assert told["@type"] == "Course" and told["name"] == "Recht </script>"
        assert told["url"].endswith(course.get_url())
        assert told["offers"]["price"] == "40.00"
        assert told["hasCourseInstance"][0]["courseMode"] == "online"


def test_course_with_dates_has_an_instance_for_each():
    starts = [dt.datetime(2026, 12, day, 9, tzinfo=dt.UTC) for day in (1, 8)]
    told = structured.course(record(starts=starts, format="live", cover="https://a.example/b.jpg"))
    assert [one["startDate"] for one in told["hasCourseInstance"]] == [
        "2026-12-01T09:00:00Z",
        "2026-12-08T09:00:00Z",
    ]
    assert told["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert told["timeRequired"] == "PT1H30M" and told["image"]
    assert "offers" not in told


@pytest.mark.parametrize("path", ["/a/", "https://b.example/a/"])
def test_address_is_whole_whatever_it_was(path):
    assert urlsplit(records.whole(path)).netloc
