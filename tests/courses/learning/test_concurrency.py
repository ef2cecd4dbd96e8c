"""One registration folded by several processes at once; needs PostgreSQL's row locks."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from courses.learning import services
from courses.learning.models import Attempt, ItemProgress, Progress
from courses.learning.projection import project
from courses.learning.rebuilding import rebuild
from courses.learning.signals import course_completed
from courses.xapi.models import PendingStatement, Statement
from courses.xapi.vocabulary import COMPLETED
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import (
    items_of,
    right_answers,
    statement_about,
    store_as_platform,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(deeds):
    """Begin the deeds at the same moment, in threads of their own."""
    gate = threading.Barrier(len(deeds))

    def run(deed):
        gate.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(deeds)) as pool:
        return [future.result() for future in [pool.submit(run, deed) for deed in deeds]]


def test_writers_and_projections_at_once_lose_nothing():
    seat = EnrolmentFactory()
    lessons = items_of(seat)[:2]
    deeds = [
        lambda item=item: store_as_platform(statement_about(seat, item, COMPLETED))
        for item in lessons * 3
    ] + [lambda: project(seat.registration)] * 3

    at_once(deeds)
    project(seat.registration)

    assert Statement.objects.count() == 6
    assert not PendingStatement.objects.exists()
    assert Progress.objects.get().done == 2
    assert ItemProgress.objects.count() == 2
    assert list(rebuild(check=True)) == []


def test_finishing_by_double_click_is_stated_once():
    seat = EnrolmentFactory()
    lesson = items_of(seat)[0]

    at_once([lambda: services.finish_lesson(enrolment=seat, key=lesson.key)] * 4)

    assert Statement.objects.filter(verb=COMPLETED.iri).count() == 1


def test_handing_in_by_double_click_is_graded_and_announced_once():
    seat = EnrolmentFactory()
    heard = []

    def listen(sender, **news):
        heard.append(news["registration"])

    course_completed.connect(listen)
    try:
        *lessons, test = items_of(seat)
        for lesson in lessons:
            services.finish_lesson(enrolment=seat, key=lesson.key)
        attempt = services.start_attempt(enrolment=seat, key=test.key)
        answers = right_answers(seat, test)
        at_once([lambda: services.submit_attempt(attempt=attempt, answers=answers)] * 4)
    finally:
        course_completed.disconnect(listen)

    assert heard == [seat.registration]
    assert Statement.objects.filter(verb__endswith="/passed").count() == 2
    assert Attempt.objects.count() == 1


def test_beginning_a_test_by_double_click_gives_one_attempt():
    seat = EnrolmentFactory()
    test = items_of(seat)[2]

    attempts = at_once([lambda: services.start_attempt(enrolment=seat, key=test.key)] * 4)

    assert len({attempt.pk for attempt in attempts}) == 1
