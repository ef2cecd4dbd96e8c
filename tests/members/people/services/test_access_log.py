"""Who looked at whom is noted for that person, and nothing of it can be left out by accident."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus.kit import dates
from members.people import selectors, services
from members.people.models import AccessLogEntry
from tests.factories.accounts import UserFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def look(viewer, people, **changes):
    wanted = {"viewer_role": "Personalabteilung", "what": "Stammdaten", **changes}
    return services.log_access(viewer=viewer, people=people, **wanted)


def test_log_keeps_a_line_for_every_look_newest_first():
    hr, person = UserFactory(), PersonFactory()
    moment = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
    for hours in (0, 2, 1):
        with dates.moved_clock(moment + dt.timedelta(hours=hours)):
            look(hr, [person], what=f"Blick {hours}")
    seen = [entry.what for entry in selectors.access_log_of(person)]
    assert seen == ["Blick 2", "Blick 1", "Blick 0"]


def test_log_of_one_person_shows_nothing_of_another():
    hr, one, other = UserFactory(), PersonFactory(), PersonFactory()
    look(hr, [other])
    assert not selectors.access_log_of(one).exists()


def test_log_keeps_the_viewers_name_when_the_account_is_gone():
    hr, person = UserFactory(first_name="Petra", last_name="Personal"), PersonFactory()
    look(hr, [person])
    hr.delete()
    entry = AccessLogEntry.objects.get()
    assert (entry.viewer, entry.viewer_name) == (None, "Petra Personal")


def test_log_cuts_what_is_too_long_instead_of_failing():
    look(UserFactory(), [PersonFactory()], viewer_role="r" * 200, what="w" * 200)
    entry = AccessLogEntry.objects.get()
    entry.full_clean()
    assert (len(entry.viewer_role), len(entry.what)) == (80, 60)


def test_log_of_people_without_account_is_kept_too():
    person = PersonFactory(user=None)
    look(UserFactory(), [person])
    assert selectors.access_log_of(person).count() == 1


def test_log_costs_the_same_for_three_and_twelve():
    hr = UserFactory()
    costs = []
    for number in (3, 12):
        people = [PersonFactory() for _ in range(number)]
        with CaptureQueriesContext(connection) as captured:
            look(hr, people)
        costs.append(len(captured))
    assert costs[0] == costs[1]
    assert AccessLogEntry.objects.count() == 15


def test_log_of_nobody_writes_nothing():
    viewer = PersonFactory().user
    assert look(viewer, []) == 0
    assert look(viewer, [viewer.person]) == 0
    assert not AccessLogEntry.objects.exists()
