"""Runs, launches, ends and waivers, with what the learner's progress makes of them."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction

from campus.kit import dates
from courses.cmi5 import services
from courses.cmi5.core import vocabulary as words
from courses.cmi5.errors import AlreadyDone, BadReason, NoContentHost, NotWaivable
from courses.cmi5.models import Run, Session, UnitProgress
from courses.cmi5.tasks import abandon_forgotten
from courses.learning.selectors import progress_of_seat
from courses.packages import services as packages
from courses.packages.errors import PackageInUse
from courses.xapi.models import Client
from tests.courses.xapi.calling import Caller
from tests.factories.accounts import UserFactory
from tests.factories.cmi5 import ALLOWED, begun, launched, run_of, seat_in, trial
from tests.factories.packages import block, unit

pytestmark = pytest.mark.django_db

DONE = 'moveOn="Completed"'
REASON = words.ADMINISTRATIVE


@pytest.fixture
def seat(django_capture_on_commit_callbacks):
    """A seat in a course with one package of two units, and the learner's way through it."""
    seat, key, package = seat_in(unit(1, more=DONE), unit(2, more=DONE))
    return seat, run_of(seat, key, package)


def percent(seat):
    """Return how far the seat is."""
    return progress_of_seat(seat).percent


def finish(run, place):
    """Work through a unit."""
    page = launched(run, place).begin()
    page.say(words.COMPLETED)
    page.say(words.TERMINATED)


def test_the_item_is_done_when_the_whole_course_is_satisfied(
    seat, django_capture_on_commit_callbacks
):
    enrolment, run = seat
    with django_capture_on_commit_callbacks(execute=True):
        finish(run, "0.0")
    assert percent(enrolment) == 0
    with django_capture_on_commit_callbacks(execute=True):
        finish(run, "0.1")
    assert percent(enrolment) == 100


def test_waived_units_count_for_the_item(seat, django_capture_on_commit_callbacks):
    enrolment, run = seat
    with django_capture_on_commit_callbacks(execute=True):
        finish(run, "0.0")
        services.waive(run=run, place="0.1", reason=REASON, by=UserFactory())
    assert percent(enrolment) == 100


def test_a_trial_moves_nobodys_progress(django_capture_on_commit_callbacks):
    enrolment, _key, package = seat_in(unit(1, more=DONE))
    with django_capture_on_commit_callbacks(execute=True):
        finish(services.try_out(package=package, by=UserFactory()), "0.0")
    progress = progress_of_seat(enrolment)
    assert progress is None or progress.percent == 0


def test_a_seat_has_one_run_for_an_item_and_a_package_any_number_of_trials(seat):
    enrolment, run = seat
    again = run_of(enrolment, run.item_key, run.package)
    assert (again, again.registration) == (run, enrolment.registration)
    by = UserFactory()
    trials = [services.try_out(package=run.package, by=by) for _one in range(2)]
    assert len({one.registration for one in (run, *trials)}) == 3
    assert len({one.account for one in trials}) == 2


def test_a_row_belongs_to_a_seat_or_to_a_trial(seat):
    _enrolment, run = seat
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(tried_by=UserFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(package=run.package)


def test_one_session_at_a_time_even_for_the_database(seat):
    _enrolment, run = seat
    first = launched(run).session
    second = launched(run, "0.1").session
    first.refresh_from_db()
    assert not first.is_open
    assert second.is_open
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=first.pk).update(abandoned_at=None)


@pytest.mark.parametrize("place", ["0", "0.7", "x"])
def test_only_units_are_launched_and_waived(seat, place):
    _enrolment, run = seat
    with pytest.raises(services.UnknownUnit):
        services.launch(run=run, place=place)
    with pytest.raises(services.UnknownUnit):
        services.waive(run=run, place=place, reason=REASON, by=UserFactory())
    with pytest.raises(services.UnknownUnit):
        services.launch(run=run, place="0.0", mode="Heimlich")
    assert not Session.objects.exists()


def test_without_a_host_for_packages_nothing_is_begun(seat, settings):
    _enrolment, run = seat
    first = launched(run).session
    settings.KC_CONTENT_ORIGIN = ""
    with pytest.raises(NoContentHost):
        services.launch(run=run, place="0.1")
    first.refresh_from_db()
    assert first.is_open
    far = trial(unit(url="https://hochschule.example/kurs/"))
    assert services.launch(run=far, place="0.0").address == "https://hochschule.example/kurs/"


def test_results_stay_when_a_session_is_abandoned(seat):
    _enrolment, run = seat
    page = launched(run).begin()
    page.say(words.COMPLETED)
    services.abandon(session=page.session)
    assert UnitProgress.objects.get(run=run, place="0.0").completed_at is not None
    assert not Client.objects.get(key=page.credential[0]).active


def test_forgotten_sessions_are_abandoned_and_others_left_alone():
    with time_machine.travel(dates.now() - dt.timedelta(hours=13)):
        old, ended = begun(unit()), begun(unit())
        ended.say(words.TERMINATED)
    new = begun(unit())
    assert services.abandon_forgotten() == 1
    assert abandon_forgotten.func() == 0
    for page, is_gone in ((old, True), (ended, False), (new, False)):
        page.session.refresh_from_db()
        assert (page.session.abandoned_at is not None) is is_gone


def test_a_statement_sent_twice_is_stored_once_and_not_refused():
    page = begun(unit(more=DONE))
    statement = page.statement(words.COMPLETED)
    assert [page.send(statement).status_code for _once in range(2)] == [204, 204]
    assert page.send({**statement, "timestamp": "2020-01-01T00:00:00Z"}).status_code == 409
    assert UnitProgress.objects.count() == 1


def test_a_later_session_reads_what_an_earlier_one_stored():
    run = trial(unit(more=DONE))
    first = launched(run).begin()
    assert first.document("platz", "PUT", {"seite": 3}).status_code == 204
    first.say(words.TERMINATED)
    second = launched(run).begin()
    assert second.document("platz").json() == {"seite": 3}
    answer = second.call("GET", "statements", registration=second.told["registration"])
    assert len(answer.json()["statements"]) == 3


def test_waiving_is_refused_without_reason_twice_and_for_what_is_done():
    run = trial(unit(1, more=DONE), unit(2, more=DONE), unit(3))
    by = UserFactory()
    finish(run, "0.0")
    cases = [
        ("0.1", "Sympathie", BadReason),
        ("0.0", REASON, AlreadyDone),
        ("0.2", REASON, AlreadyDone),
    ]
    for place, reason, error in cases:
        with pytest.raises(error):
            services.waive(run=run, place=place, reason=reason, by=by)
    row = services.waive(run=run, place="0.1", reason=REASON, by=by)
    assert (row.waived_by, row.reason) == (by, REASON)
    with pytest.raises(NotWaivable):
        services.waive(run=run, place="0.1", reason=REASON, by=by)


def test_a_course_of_many_units_is_launched_and_settled_by_few_queries(
    django_assert_max_num_queries,
):
    counts = []
    for number in (3, 12):
        units = [unit(one, more=DONE) for one in range(number)]
        run = trial(block(1, *units))
        with django_assert_max_num_queries(60) as counted:
            services.launch(run=run, place="0.0.1")
        # A request, as the unit sends it, begins the count anew.
        launching = len(counted)
        page = launched(run, "0.0.0").begin()
        with django_assert_max_num_queries(60) as spoken:
            page.say(words.COMPLETED)
        counts.append((launching, len(spoken)))
    assert counts[0] == counts[1]


def test_another_client_states_no_result_of_a_unit():
    page = begun(unit(more=DONE))
    other = Caller("statements/write")
    for verb, status in ((words.COMPLETED, 403), (words.SATISFIED, 403), (ALLOWED, 200)):
        statement = page.statement(verb)
        assert other.post("statements", statement).status_code == status
    assert not UnitProgress.objects.exists()


def test_trials_go_with_their_package_and_learners_keep_theirs(seat):
    _enrolment, run = seat
    alone = trial(unit())
    launched(alone)
    packages.delete_package(package=alone.package)
    assert not Run.objects.filter(pk=alone.pk).exists()
    with pytest.raises(PackageInUse):
        packages.delete_package(package=run.package)
    assert Run.objects.filter(pk=run.pk).exists()
