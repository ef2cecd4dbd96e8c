"""A proof that was brought along is entered with its own days, whatever turn it meets."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments import selectors, services
from courses.assignments.errors import AlreadyValid, ProofExpired
from courses.assignments.models import Period
from courses.assignments.states import Status
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


def day(number):
    return dates.today() + dt.timedelta(days=number)


def take_over(turn, *, on, until=None, version=2):
    return services.take_over(period=turn, on=on, until=until, version=version, by=UserFactory())


def status(turn):
    turn.refresh_from_db()
    rows = Period.objects.with_pauses(dates.today())
    return selectors.cell_of(rows.get(pk=turn.pk), dates.today()).status


@pytest.mark.parametrize(
    ("due", "on", "until", "expected"),
    [
        (30, -60, 300, Status.FULFILLED),
        (-5, -60, 300, Status.FULFILLED),
        (30, 0, None, Status.FULFILLED),
        (30, -900, None, Status.FULFILLED),
        (30, -60, 0, Status.FULFILLED),
    ],
)
def test_open_and_late_turns_are_fulfilled(due, on, until, expected):
    turn = PeriodFactory(due_on=day(due))
    last = None if until is None else day(until)
    take_over(turn, on=day(on), until=last)
    assert status(turn) is expected
    assert (turn.fulfilled_on, turn.valid_until, turn.version_number) == (day(on), last, 2)


def test_next_turn_opens_when_the_window_of_the_proof_has_come():
    row = ObligationFactory(valid_months=12, window_days=60)
    turn = PeriodFactory(obligation=row)
    take_over(turn, on=day(-330), until=day(20))
    following = Period.objects.get(obligation=row, number=2)
    assert (following.due_on, following.previous_until) == (day(20), day(20))
    assert following.fulfilled_on is None


def test_next_turn_waits_where_the_window_is_far():
    row = ObligationFactory(valid_months=12, window_days=60)
    turn = PeriodFactory(obligation=row)
    take_over(turn, on=day(-10), until=day(355))
    assert Period.objects.filter(obligation=row).count() == 1
    turn.refresh_from_db()
    assert turn.next_opens_on == day(295)


def test_fulfilled_turn_is_left_alone():
    turn = PeriodFactory(fulfilled_on=day(-3))
    with pytest.raises(AlreadyValid):
        take_over(turn, on=day(-1))
    turn.refresh_from_db()
    assert turn.fulfilled_on == day(-3)


def test_what_has_run_out_is_refused():
    turn = PeriodFactory()
    with pytest.raises(ProofExpired):
        take_over(turn, on=day(-60), until=day(-1))
    assert status(turn) is not Status.FULFILLED


def test_renewal_asks_for_something_newer_than_before():
    row = ObligationFactory(valid_months=12)
    first = PeriodFactory(obligation=row, fulfilled_on=day(-330), valid_until=day(30))
    second = PeriodFactory(
        obligation=row, employment=first.employment, number=2, previous_until=day(30)
    )
    for on in (-330, -400):
        with pytest.raises(AlreadyValid):
            take_over(second, on=day(on), until=day(200))
    take_over(second, on=day(-329), until=day(200))
    second.refresh_from_db()
    assert second.valid_until == day(200)


def test_revoked_proof_before_does_not_stand_in_the_way():
    row = ObligationFactory()
    first = PeriodFactory(
        obligation=row, fulfilled_on=day(-10), revoked_on=day(-5), revoked_reason="Irrtum"
    )
    second = PeriodFactory(obligation=row, employment=first.employment, number=2)
    take_over(second, on=day(-20))
    assert status(second) is Status.FULFILLED


def test_only_turns_of_todays_jobs_in_running_obligations_there_are_found():
    town = MunicipalityFactory()
    row = ObligationFactory(municipality=town)
    here = PeriodFactory(obligation=row)
    person = here.employment.person
    left = EmploymentFactory(person=person, municipality=town, valid_until=day(-1))
    PeriodFactory(obligation=ObligationFactory(municipality=town), employment=left)
    ended = ObligationFactory(municipality=town, ended_at=dates.now())
    PeriodFactory(obligation=ended, employment=here.employment)
    PeriodFactory(
        obligation=ObligationFactory(municipality=town),
        employment=here.employment,
        archived_on=day(-1),
    )
    PeriodFactory(obligation=row)
    PeriodFactory(employment__person=person)
    assert list(selectors.running_turns(town, [person.pk])) == [here]


def test_proven_turns_are_those_that_count_elsewhere_too():
    person = EmploymentFactory().person
    proven = PeriodFactory(employment__person=person, fulfilled_on=day(-1))
    PeriodFactory(employment__person=person)
    PeriodFactory(
        employment__person=person,
        fulfilled_on=day(-1),
        revoked_on=day(0),
        revoked_reason="Irrtum",
    )
    own_unit = CoursePageFactory(only_for=MunicipalityFactory())
    PeriodFactory(
        employment__person=person,
        obligation=ObligationFactory(course=own_unit),
        fulfilled_on=day(-1),
    )
    PeriodFactory(fulfilled_on=day(-1))
    assert list(selectors.proven_turns_of(person)) == [proven]
