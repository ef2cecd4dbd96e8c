"""The player, page by page: status, one sentence, number of queries."""

import pytest
from django.urls import reverse

from courses.modules import selectors as modules
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(client):
    enrolment = EnrolmentFactory()
    client.force_login(enrolment.person.user)
    return enrolment


def items_of(enrolment):
    return [item for unit in modules.outline(enrolment.version) for item in unit.items]


def address(name, enrolment, item=None, *more):
    keys = [item.key] if item else []
    return reverse(f"learning:{name}", args=[enrolment.registration, *keys, *more])


def test_course_page_shows_outline_and_what_is_missing(client, seat):
    response = client.get(address("course", seat))

    assert response.status_code == 200
    assert "Noch 3 Schritte bis zur Bescheinigung" in response.content.decode()


def test_item_page_lesson_says_when_it_is_done(client, seat):
    response = client.get(address("item", seat, items_of(seat)[0]))

    page = response.content.decode()
    assert response.status_code == 200
    assert "Erledigt, wenn Sie unten auf „Erledigt und weiter“ gehen." in page
    assert "begonnen" in page
