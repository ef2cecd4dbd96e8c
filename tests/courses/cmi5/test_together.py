"""Launches, fetches and results at the same moment; needs PostgreSQL's row locks."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from courses.cmi5 import services
from courses.cmi5.core import vocabulary as words
from courses.cmi5.models import Run, Session
from courses.learning.projection import project
from courses.learning.selectors import progress_of_seat
from courses.xapi import selectors as store
from tests.factories.cmi5 import cmi5_package, launched, run_of, seat_in, trial
from tests.factories.packages import block, unit

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

DONE = 'moveOn="Completed"'


def at_once(deeds):
    """Begin the deeds at the same moment, in threads of their own; return what each returned."""
    gate = threading.Barrier(len(deeds))

    def run(deed):
        gate.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(deeds)) as pool:
        return [future.result() for future in [pool.submit(run, deed) for deed in deeds]]


def stated(registration):
    """Return the last words of the verbs that the store holds of a registration."""
    return [row.verb.rpartition("/")[2] for row in store.statements_of(registration)]


def test_two_launches_at_once_leave_one_open_session():
    run = trial(unit(1, more=DONE), unit(2, more=DONE))
    sessions = at_once(
        [lambda place=place: services.launch(run=run, place=place) for place in ("0.0", "0.1")] * 2
    )
    assert len({session.pk for session in sessions}) == 4
    open_ones = Session.objects.filter(terminated_at=None, abandoned_at=None)
    assert open_ones.count() == 1
    told = stated(run.registration)
    assert (told.count("launched"), told.count("abandoned")) == (4, 3)


def test_credential_is_handed_out_once_however_often_it_is_asked_for_at_once():
    session = services.launch(run=trial(unit()), place="0.0")
    answers = at_once([lambda: services.fetch(session_id=session.pk)] * 4)
    assert sorted(bool(answer.credential) for answer in answers) == [False, False, False, True]
    assert {answer.error for answer in answers if answer.error} == {services.USED}


def test_launch_and_fetch_at_once_never_leave_a_credential_of_an_ended_session():
    run = trial(unit())
    first = services.launch(run=run, place="0.0")
    at_once(
        [
            lambda: services.fetch(session_id=first.pk),
            lambda: services.launch(run=run, place="0.0"),
        ]
    )
    first.refresh_from_db()
    assert first.abandoned_at is not None
    later = services.fetch(session_id=first.pk)
    assert later.error in (services.USED, services.SECURITY)


def test_same_result_sent_twice_at_once_satisfies_once():
    run = trial(block(1, unit(1, more=DONE)), unit(2, more='moveOn="NotApplicable"'))
    page = launched(run, "0.0.0").begin()
    statement = page.statement(words.COMPLETED)
    answers = at_once([lambda: page.send(statement).status_code] * 3)
    assert set(answers) == {204}
    run.refresh_from_db()
    assert sorted(run.satisfied) == ["0", "0.0"]
    assert stated(run.registration).count("satisfied") == 2


def test_result_and_waiver_at_once_satisfy_the_course_once():
    seat, key, package = seat_in(unit(1, more=DONE))
    run = run_of(seat, key, package)
    page = launched(run, "0.0").begin()
    reason, by = words.ADMINISTRATIVE, seat.person.user

    def waive():
        try:
            return services.waive(run=run, place="0.0", reason=reason, by=by)
        except Exception as refused:  # noqa: BLE001 - which of both comes first is a matter of luck
            return refused

    at_once([lambda: page.say(words.COMPLETED), waive])
    project(seat.registration)
    assert stated(seat.registration).count("satisfied") == 1
    assert progress_of_seat(seat).percent == 100


def test_item_opened_twice_at_once_begins_one_run():
    seat, key, _package = seat_in(unit(1, more=DONE), unit(2, more=DONE))
    package = cmi5_package(unit())
    runs = at_once(
        [lambda: services.run_on_seat(enrolment=seat, item_key=key, package=package)] * 3
    )
    assert len({run.pk for run in runs}) == 1
    assert Run.objects.count() == 1
