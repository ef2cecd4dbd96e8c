"""A course of a thousand units: read, launched and finished with as many queries as a small one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.cmi5 import selectors, services
from courses.cmi5.core import vocabulary as words
from tests.factories.cmi5 import launched, trial
from tests.factories.packages import block, unit

pytestmark = pytest.mark.django_db

DONE = 'moveOn="Completed"'
MANY = 1000


def course(count):
    """Return a trial of a course of so many units, a hundred in each block."""
    units = [unit(number, more=DONE) for number in range(count)]
    blocks = [units[begin : begin + 100] for begin in range(0, count, 100)]
    return trial(*(block(number, *some) for number, some in enumerate(blocks)))


def queries_of(deed):
    """Return how many queries a deed takes."""
    with CaptureQueriesContext(connection) as counted:
        deed()
    return len(counted)


def steps(client, run):
    """Return how many queries it takes to read the course, to launch, and to finish a unit."""
    client.force_login(run.tried_by)
    address = reverse("cmi5:units", args=[run.pk])
    client.get(address)
    read = queries_of(lambda: client.get(address))
    launch = queries_of(lambda: services.launch(run=run, place="0.0.0"))
    page = launched(run, "0.0.0").begin()
    finish = queries_of(lambda: page.say(words.COMPLETED))
    return read, launch, finish


def test_thousand_units_take_as_many_queries_as_three(client):
    small, large = course(3), course(MANY)
    for run in (small, large):
        steps(client, run)
    assert steps(client, large) == steps(client, small)
    found = selectors.course_on(large)
    assert (found.total, found.done) == (MANY, 1)
    assert found.following.title == "Einheit 1"
