"""A completion is told once, after the commit, whoever finds it."""

import json

import pytest

from courses.learning import services
from courses.learning.announcing import announce, announce_forgotten
from courses.learning.models import Progress
from courses.learning.signals import course_completed
from courses.learning.tasks import project_pending
from courses.xapi.models import PendingStatement, Statement
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete, items_of
from tests.factories.modules import make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """Return the news that were sent while the test runs."""
    news = []

    def listen(sender, **facts):
        news.append(facts)

    course_completed.connect(listen)
    yield news
    course_completed.disconnect(listen)


def lessons_only():
    return EnrolmentFactory(offer=OfferFactory(module=make_module(lessons=2, graded=False)))


def test_completion_is_announced_after_the_commit(heard, django_capture_on_commit_callbacks):
    seat = EnrolmentFactory()
    with django_capture_on_commit_callbacks(execute=True):
        complete(seat)
        assert heard == []

    (news,) = heard
    assert news["registration"] == seat.registration
    assert news["person_id"] == seat.person_id
    assert news["course_id"] == seat.offer.course_id
    assert news["version_id"] == seat.version_id
    assert news["completed_at"] and news["passed_at"]
    assert news["score_scaled"] == 1


def test_completion_is_announced_only_once(heard, django_capture_on_commit_callbacks):
    seat = lessons_only()
    with django_capture_on_commit_callbacks(execute=True):
        complete(seat)
    with django_capture_on_commit_callbacks(execute=True):
        services.open_item(enrolment=seat, key=items_of(seat)[0].key)
        project_pending.call()

    assert len(heard) == 1
    assert announce(seat.registration) is False


def test_completion_whose_news_was_lost_is_found_by_the_sweep(heard):
    seat = lessons_only()
    complete(seat)
    assert heard == []

    assert announce_forgotten() == 1
    assert announce_forgotten() == 0
    assert len(heard) == 1


def test_announce_course_that_is_not_complete_says_nothing(heard):
    seat = EnrolmentFactory()
    services.open_item(enrolment=seat, key=items_of(seat)[0].key)

    assert announce(seat.registration) is False
    assert heard == []


def test_completion_is_stated_about_the_course(django_capture_on_commit_callbacks):
    seat = EnrolmentFactory()
    with django_capture_on_commit_callbacks(execute=True):
        complete(seat)

    about = [json.loads(raw) for raw in Statement.objects.values_list("raw", flat=True)]
    course = [row for row in about if "/activities/course/" in row["object"]["id"]]
    assert {row["verb"]["id"].rpartition("/")[2] for row in course} == {"completed", "passed"}
    passed = next(row for row in course if row["verb"]["id"].endswith("passed"))
    assert passed["result"] == {"success": True, "score": {"scaled": 1}}
    assert not PendingStatement.objects.exists()


def test_completion_stated_before_does_not_hold_up_the_news(heard):
    seat = lessons_only()
    complete(seat)
    announce(seat.registration)
    Progress.objects.update(announced_at=None)

    assert announce(seat.registration) is True


def test_receiver_that_fails_does_not_stop_the_others(heard, caplog):
    def fail(sender, **facts):
        raise ValueError("out of paper")

    course_completed.connect(fail)
    try:
        seat = lessons_only()
        complete(seat)
        assert announce(seat.registration) is True
    finally:
        course_completed.disconnect(fail)
    assert len(heard) == 1
    assert Progress.objects.get().announced_at is not None
