"""Time limits on the server: what comes in time counts, what comes late is said to be late."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.learning import services
from courses.learning.errors import AttemptClosed, TimeIsUp
from courses.learning.models import Attempt, ItemProgress
from courses.learning.rebuilding import rebuild
from courses.learning.timing import GRACE
from courses.modules.services import freeze
from courses.xapi.models import Statement
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of, right_answers
from tests.factories.modules import ChapterFactory, QuizFactory, make_module, question

pytestmark = pytest.mark.django_db
BEGIN = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def at(minutes, seconds=0):
    """Move the clock to so long after the beginning."""
    return dates.moved_clock(BEGIN + dt.timedelta(minutes=minutes, seconds=seconds))


@pytest.fixture
def timed():
    """Return a seat, a graded test of ten minutes and an attempt that was just begun."""
    module = make_module(lessons=1, graded=False)
    facts = {"graded": True, "time_limit": 10, "max_attempts": 2, "pass_percent": 50}
    QuizFactory(chapter=ChapterFactory(module=module), body=[question(), question()], **facts)
    freeze(module=module)
    seat = EnrolmentFactory(offer=OfferFactory(module=module))
    test = items_of(seat)[1]
    with at(0):
        return seat, test, services.start_attempt(enrolment=seat, key=test.key)


def one_right(seat, test):
    return dict(list(right_answers(seat, test).items())[:1])


def test_start_fixes_the_end_by_the_clock_of_the_server(timed):
    seat, test, attempt = timed
    assert attempt.ends_at == BEGIN + 10 * MINUTE
    with at(5):
        assert services.start_attempt(enrolment=seat, key=test.key).ends_at == attempt.ends_at


@pytest.mark.parametrize(("minutes", "seconds"), [(9, 59), (10, 0), (10, 10)])
def test_save_in_time_or_within_the_grace_counts(timed, minutes, seconds):
    seat, test, attempt = timed
    with at(minutes, seconds):
        services.save_answers(attempt=attempt, answers=one_right(seat, test))
        closed = services.submit_attempt(attempt=attempt)
    assert (float(closed.scaled), closed.passed, closed.timed_out) == (0.5, True, False)


def test_save_too_late_closes_the_test_with_what_was_saved_in_time(timed):
    seat, test, attempt = timed
    with at(3):
        services.save_answers(attempt=attempt, answers=one_right(seat, test))
    with at(10, 11), pytest.raises(TimeIsUp, match="Was rechtzeitig gespeichert war") as caught:
        services.save_answers(attempt=attempt, answers=right_answers(seat, test))

    closed = Attempt.objects.get()
    assert caught.value.code == "time_is_up"
    assert closed.answers == one_right(seat, test)
    assert (closed.timed_out, closed.submitted_at) == (True, attempt.ends_at)
    assert ItemProgress.objects.get(item_key=test.key).passed_at == attempt.ends_at
    with at(11), pytest.raises(AttemptClosed):
        services.save_answers(attempt=closed, answers={})


def test_submit_too_late_grades_what_was_saved_in_time(timed):
    seat, test, attempt = timed
    with at(30):
        closed = services.submit_attempt(attempt=attempt, answers=right_answers(seat, test))
    assert (closed.points, closed.passed, closed.timed_out) == (0, False, True)


def test_time_runs_on_while_the_page_is_closed_and_the_clock_closes_the_test(timed):
    seat, test, attempt = timed
    with at(4):
        services.save_answers(attempt=attempt, answers=one_right(seat, test))
    with at(10):
        assert services.close_overdue() == 0
    with at(60):
        assert services.close_overdue() == 1
        assert services.close_overdue() == 0
    assert Attempt.objects.get().passed
    assert Statement.objects.filter(verb__endswith="/passed").count() == 1


def test_start_after_the_time_begins_the_next_attempt(timed):
    seat, test, attempt = timed
    with at(20):
        second = services.start_attempt(enrolment=seat, key=test.key)
    assert second.number == 2
    assert second.ends_at == BEGIN + 30 * MINUTE
    assert Attempt.objects.get(number=1).timed_out


def test_page_after_the_time_shows_the_result_and_says_so(timed, client):
    seat, test, attempt = timed
    client.force_login(seat.person.user)
    with at(11):
        page = client.get(reverse("learning:item", args=[seat.registration, test.key]))
    text = page.content.decode()
    assert "Die Zeit war um" in text
    assert "von selbst abgegeben" in text


def test_page_within_the_time_says_when_it_ends_and_what_is_left(timed, client):
    seat, test, attempt = timed
    client.force_login(seat.person.user)
    with at(4):
        page = client.get(reverse("learning:item", args=[seat.registration, test.key]))
    assert 'data-kq-left="360"' in page.content.decode()
    assert "nach der Uhr der Plattform" in page.content.decode()


def test_wrong_clock_of_the_sender_changes_nothing(timed, client):
    seat, test, attempt = timed
    client.force_login(seat.person.user)
    keys = [seat.registration, test.key, attempt.pk]
    data = {"timestamp": "2026-03-02T09:01:00Z", "saved_at": "2020-01-01", "ends_at": "2030-01-01"}
    headers = {"Accept": "application/json", "Date": "Mon, 02 Mar 2026 09:01:00 GMT"}
    with at(15):
        answer = client.post(reverse("learning:save", args=keys), data, headers=headers)
    assert answer.status_code == 409
    assert answer.json()["code"] == "time_is_up"
    assert Attempt.objects.get().timed_out


def test_reprojection_after_a_test_closed_by_time_gives_the_same_rows(timed):
    seat, test, attempt = timed
    with at(4):
        services.save_answers(attempt=attempt, answers=one_right(seat, test))
    with at(90):
        services.close_overdue()
    assert list(rebuild(check=True)) == []


def test_self_test_and_test_without_limit_have_no_end():
    module = make_module(lessons=1, graded=False)
    QuizFactory(chapter=ChapterFactory(module=module), graded=False, time_limit=10)
    freeze(module=module)
    seat = EnrolmentFactory(offer=OfferFactory(module=module))
    assert services.start_attempt(enrolment=seat, key=items_of(seat)[1].key).ends_at is None


def test_grace_is_a_few_seconds():
    assert dt.timedelta(seconds=5) <= GRACE <= dt.timedelta(seconds=30)
