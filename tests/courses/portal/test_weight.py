"""What a first view of a learner's page loads: little, and nothing from anybody else."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from courses.learning import services
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.learning import items_of

pytestmark = pytest.mark.django_db
# HTML, style sheets and scripts, compressed.
MOST_BYTES = 150_000
LOADED = re.compile(
    r"<(?:link|script|img|source|video|audio|iframe|use)\b[^>]*?(?:href|src)=\"([^\"]+)\""
)
PARTS = re.compile(r'(?:href|src)="/static/([^"]+[.](?:css|js))"')
IN_STYLES = re.compile(r"(?:url\(|@import)\s*[\"']?([^\"')]+)")
OFFERS = 14


@pytest.fixture
def seat():
    job = member_employment()
    OfferFactory.create_batch(OFFERS)
    seat = EnrolmentFactory(person=job.person, employment=job)
    services.start_attempt(enrolment=seat, key=items_of(seat)[-1].key)
    return seat


def addresses(seat):
    lesson, test = items_of(seat)[0], items_of(seat)[-1]
    return {
        "catalogue": reverse("catalogue:search"),
        "course": seat.offer.course.url,
        "start": reverse("portal:start"),
        "lesson": reverse("learning:item", args=[seat.registration, lesson.key]),
        "test": reverse("learning:item", args=[seat.registration, test.key]),
    }


def part(name):
    found = finders.find(name)
    assert found, f"{name} is linked but does not exist."
    return Path(found).read_bytes()


def weight(html):
    parts = {name: part(name) for name in PARTS.findall(html)}
    assert parts
    return sum(len(gzip.compress(one, 6)) for one in [html.encode(), *parts.values()])


@pytest.mark.parametrize("name", ["catalogue", "course", "start", "lesson", "test"])
def test_first_view_is_light_and_loads_nothing_from_third_parties(client, seat, name):
    client.force_login(seat.person.user)
    answer = client.get(addresses(seat)[name])
    html = answer.content.decode()

    assert answer.status_code == 200
    assert weight(html) < MOST_BYTES
    assert {
        address for address in LOADED.findall(html) if not address.startswith(("/", "data:"))
    } == set()


def test_style_sheets_load_nothing_from_third_parties(client, seat):
    client.force_login(seat.person.user)
    html = client.get(addresses(seat)["test"]).content.decode()
    sheets = [name for name in PARTS.findall(html) if name.endswith(".css")]
    loaded = [one for name in sheets for one in IN_STYLES.findall(part(name).decode())]

    assert loaded
    assert [one for one in loaded if "//" in one] == []


def test_visitor_gets_a_light_catalogue_too(client, seat):
    assert weight(client.get(addresses(seat)["catalogue"]).content.decode()) < MOST_BYTES
