"""Search engines learn of what is public and of nothing else."""

import datetime as dt

import pytest
from defusedxml import ElementTree
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from campus.kit import dates
from courses.catalogue import external, services
from courses.catalogue.crawling import PRIVATE
from courses.exchange.moochub import reading, structured
from tests.courses.exchange.test_feed import record
from tests.factories.catalogue import CoursePageFactory
from tests.factories.moochub import a_source, an_entry

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
BASE = "https://campus.example"


@pytest.fixture
def listed(client, settings, db):
    """Return the addresses in the sitemap, with their days."""
    settings.KC_BASE_URL = BASE

    def read():
        tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
        return {
            one.findtext("s:loc", namespaces=NAMES): one.findtext("s:lastmod", namespaces=NAMES)
            for one in tree.findall("s:url", NAMES)
        }

    return read


def test_sitemap_lists_public_pages_by_the_platforms_address(listed):
    course = CoursePageFactory(slug="recht", provider__slug="hs")
    found = listed()
    for path in ("/", "/katalog/", "/anbieter/", "/anbieter/hs/", "/anbieter/hs/recht/"):
        assert f"{BASE}{path}" in found
    day = timezone.localdate(course.last_published_at).isoformat()
    assert found[f"{BASE}{course.get_url()}"].startswith(day)
    assert found[f"{BASE}/katalog/"] is None


def test_sitemap_leaves_out_what_is_not_for_everybody(listed):
    draft, private, closed, below = CoursePageFactory.create_batch(4)
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    services.set_retired(course=closed, on=dates.today() - dt.timedelta(days=1))
    PageViewRestriction.objects.create(page=below.get_parent(), restriction_type="login")
    hidden = [f"{BASE}{one.get_url()}" for one in (draft, private, closed, below) if one.get_url()]
    assert not set(hidden) & set(listed())


def test_sitemap_leaves_courses_of_others_to_them(listed):
    facts = reading.entry(an_entry()).facts
    external.put(source=a_source().pk, platform="Lernort", found=[facts])
    assert not [address for address in listed() if "extern" in address]


def test_sitemap_asks_as_often_for_many_pages_as_for_few(client, django_assert_num_queries, db):
    CoursePageFactory()
    client.get("/sitemap.xml")
    with django_assert_num_queries(4):
        client.get("/sitemap.xml")
    CoursePageFactory.create_batch(5)
    with django_assert_num_queries(4):
        answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"


def test_robots_are_shown_the_sitemap_and_kept_from_pages_of_people(client, settings):
    settings.KC_BASE_URL, settings.KC_DEMO = f"{BASE}/", False
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *" and lines[-1] == f"Sitemap: {BASE}/sitemap.xml"
    closed = [one.removeprefix("Disallow: ") for one in lines if one.startswith("Disallow")]
    assert closed == list(PRIVATE)
    for name in ("catalogue:search", "exchange_feed:courses", "crawling:sitemap"):
        assert not reverse(name).startswith(tuple(closed))


def test_robots_stay_out_of_a_demo(client, settings):
    settings.KC_DEMO = True
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt"])
def test_search_engines_only_read(client, db, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    "changes",
    [{}, {"minutes": 0}, {"price": 0}, {"starts": [dt.datetime(2026, 12, 1, tzinfo=dt.UTC)]}],
)
def test_course_is_described_as_search_engines_ask_for_it(changes):
    """Name, description and provider of a Course; mode and workload or a schedule of its runs."""
    told = structured.course(record(**changes))
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Course")
    assert told["name"] and told["description"]
    assert told["provider"]["@type"] == "Organization" and told["provider"]["name"]
    for one in told["hasCourseInstance"]:
        assert one["@type"] == "CourseInstance" and one["courseMode"] in ("online", "blended")
        assert "courseWorkload" in one or not changes.get("minutes", 90)
    if "offers" in told:
        assert told["offers"]["category"] in ("Free", "Paid")
        assert told["offers"]["priceCurrency"] == "EUR"
