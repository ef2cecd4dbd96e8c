"""The matrix of a day: today it is the present one, in SQL it is what Python works out."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campus.kit import dates
from courses.assignments import selectors as present
from courses.assignments import services
from courses.assignments.models import Exemption, Period
from courses.assignments.states import Status
from courses.assignments.words import words_for
from courses.oversight import selectors
from courses.oversight.cells import words_on
from courses.oversight.selectors import Column
from members.people import selectors as people
from members.policies.sights import MAXIMUM
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory


def days(count):
    return dt.timedelta(days=count)


def ago(count):
    """Return this hour of a day before, also where summer time lies between."""
    return timezone.localtime(dates.now()) - days(count)


def column(duty):
    return Column(duty.pk, duty.name)


def cell_on(day, duty, job):
    found = selectors.cells([job.pk], [duty.pk], day, MAXIMUM)
    return found.get((job.pk, duty.pk))


def status_on(day, duty, job):
    found = cell_on(day, duty, job)
    return found.status if found else None


near = st.integers(-80, 80)
maybe = st.none() | near
TURN = st.fixed_dictionaries(
    {
        "opens": maybe,
        "due": near,
        "ends": st.none() | st.integers(-40, 60),
        "previous": maybe,
        "temporary": maybe,
        "done": st.none() | st.integers(-80, 0),
        "lasts": st.none() | st.integers(0, 120),
        "revoked": st.none() | st.integers(-80, 0),
        "exempt": st.booleans(),
    }
)
PAUSE = st.tuples(st.integers(-60, 20), st.none() | st.integers(0, 60))


def stored(duty, job, number, facts, today):
    """Store a turn as the drawn numbers of days before and after today say."""

    def on(key):
        return None if facts[key] is None else today + days(facts[key])

    done = on("done")
    lasts = facts["lasts"] if done else None
    return PeriodFactory(
        obligation=duty,
        employment=job,
        number=number,
        assigned_on=today - days(100 - 10 * number),
        opens_on=on("opens"),
        due_on=on("due"),
        ends_on=on("ends"),
        previous_until=on("previous"),
        temporary_until=on("temporary"),
        fulfilled_on=done,
        valid_until=None if lasts is None else done + days(lasts),
        revoked_on=on("revoked"),
        revoked_reason="Grund" if facts["revoked"] is not None else "",
        exempt=facts["exempt"],
    )


class TodayIsThePresent(TestCase):
    @settings(max_examples=60, deadline=None, phases=[Phase.generate])
    @given(turns=st.lists(TURN, max_size=3), pause=st.none() | PAUSE, back=st.integers(0, 90))
    def test_matrix_of_today_is_the_present_one_and_sql_agrees_on_every_day(
        self, turns, pause, back
    ):
        today = dates.today()
        job = EmploymentFactory(valid_from=today - days(400))
        duty = ObligationFactory(municipality=job.municipality)
        type(duty).objects.update(created_at=ago(300))
        for number, facts in enumerate(turns, start=1):
            stored(duty, job, number, facts, today)
        if pause:
            begin = today + days(pause[0])
            end = None if pause[1] is None else begin + days(pause[1])
            Exemption.objects.create(employment=job, begins_on=begin, ends_on=end)

        (row,) = present.matrix([job], [duty], today)
        found = cell_on(today, duty, job)
        if not turns:
            assert found is None
            assert row.cells[0].status is Status.NOT_ASSIGNED
        else:
            assert found.status is row.cells[0].status
            assert words_on(found, today) == words_for(row.cells[0])
        for day in (today, today - days(back)):
            counted = present.turns_on(day).filter(employment=job, obligation=duty)
            told = [Status(one.standing) for one in counted]
            assert told == [status for status in [status_on(day, duty, job)] if status]


@pytest.fixture
def town(db):
    return MunicipalityFactory()


@pytest.fixture
def job(town):
    return EmploymentFactory(municipality=town, valid_from=dates.today() - days(1000))


@pytest.fixture
def duty(town):
    found = ObligationFactory(municipality=town)
    type(found).objects.filter(pk=found.pk).update(created_at=ago(500))
    return found


def test_proof_counts_on_the_days_before_it_was_revoked(duty, job):
    today = dates.today()
    first = PeriodFactory(
        obligation=duty,
        employment=job,
        assigned_on=today - days(300),
        due_on=today - days(278),
        fulfilled_on=today - days(280),
        valid_until=today + days(85),
    )
    services.revoke(period=first, reason="Fälschung", by=UserFactory())
    found = [status_on(today - days(back), duty, job) for back in (290, 281, 280, 1, 0)]
    assert found[:4] == [Status.DUE_SOON, Status.DUE_SOON, Status.FULFILLED, Status.FULFILLED]
    # The new turn leaves fourteen days at least; how many depends on the obligation.
    assert found[4] in (Status.OPEN, Status.DUE_SOON)


def test_proof_revoked_while_its_renewal_was_open_had_counted_until_then(duty, job):
    today = dates.today()
    facts = {"obligation": duty, "employment": job}
    first = PeriodFactory(
        **facts,
        assigned_on=today - days(340),
        due_on=today - days(330),
        fulfilled_on=today - days(330),
        valid_until=today + days(30),
    )
    PeriodFactory(
        **facts,
        number=2,
        assigned_on=today - days(20),
        opens_on=today - days(20),
        due_on=today + days(30),
        ends_on=today + days(30),
        previous_until=today + days(30),
    )
    services.revoke(period=first, reason="Fälschung", by=UserFactory())
    assert status_on(today - days(21), duty, job) is Status.FULFILLED
    assert status_on(today - days(10), duty, job) is Status.RENEW
    assert status_on(today, duty, job) is Status.OPEN


def test_turn_of_today_alone_knows_whether_the_proof_before_counts(duty, job):
    today = dates.today()
    facts = {"obligation": duty, "employment": job}
    first = {"assigned_on": today - days(50), "due_on": today, "fulfilled_on": today - days(40)}
    PeriodFactory(**facts, **first, valid_until=today + days(90))
    PeriodFactory(**facts, number=2, assigned_on=today - days(10), due_on=today + days(40))
    # As after a revocation, which takes the former proof off the turn that follows.
    assert status_on(today, duty, job) is Status.OPEN
    (row,) = present.matrix([job], [duty], today)
    assert row.cells[0].status is Status.OPEN


def test_past_shows_the_turn_of_that_day_and_no_later_one(duty, job):
    today = dates.today()
    facts = {"obligation": duty, "employment": job}
    PeriodFactory(
        **facts,
        assigned_on=today - days(400),
        due_on=today - days(390),
        fulfilled_on=today - days(380),
        valid_until=today - days(15),
        closed_at=dates.now(),
    )
    PeriodFactory(
        **facts,
        number=2,
        assigned_on=today - days(75),
        opens_on=today - days(75),
        due_on=today - days(15),
        ends_on=today - days(15),
        previous_until=today - days(15),
        fulfilled_on=today - days(5),
        valid_until=today + days(360),
    )
    found = [status_on(today - days(back), duty, job) for back in (401, 395, 100, 50, 10, 5, 0)]
    assert found == [
        None,
        Status.DUE_SOON,
        Status.FULFILLED,
        Status.RENEW,
        Status.EXPIRED,
        Status.FULFILLED,
        Status.FULFILLED,
    ]


def test_exemption_holds_on_its_days_only(duty, job):
    today = dates.today()
    PeriodFactory(
        obligation=duty,
        employment=job,
        assigned_on=today - days(90),
        due_on=today + days(60),
    )
    span = {"begins_on": today - days(30), "ends_on": today - days(20)}
    Exemption.objects.create(employment=job, **span)
    found = {back: status_on(today - days(back), duty, job) for back in (31, 30, 20, 19)}
    assert [back for back, status in found.items() if status is Status.EXEMPT] == [30, 20]


def test_obligation_is_no_column_before_it_began_and_after_it_ended(town, duty):
    today = dates.today()
    type(duty).objects.filter(pk=duty.pk).update(ended_at=ago(10))

    def names_on(day):
        found = present.obligations_until(present.end_of(day)).filter(municipality=town)
        return list(found.values_list("pk", flat=True))

    assert [names_on(today - days(back)) for back in (501, 500, 11, 10, 0)] == [
        [],
        [duty.pk],
        [duty.pk],
        [],
        [],
    ]


def test_staff_of_a_day_are_those_who_worked_then(town, job):
    today = dates.today()
    job.valid_until = today - days(5)
    job.save()
    newcomer = EmploymentFactory(municipality=town, valid_from=today - days(3))
    assert list(people.staff_of(town, day=today - days(5))) == [job]
    assert list(people.staff_of(town, day=today)) == [newcomer]


def test_statuses_are_found_in_any_of_the_chosen_columns(town, duty):
    today = dates.today()
    other = ObligationFactory(municipality=town)
    late, fine, unasked = (EmploymentFactory(municipality=town) for _ in range(3))
    PeriodFactory(obligation=duty, employment=late, due_on=today - days(1))
    PeriodFactory(obligation=other, employment=late, fulfilled_on=today)
    PeriodFactory(obligation=duty, employment=fine, fulfilled_on=today)
    PeriodFactory(obligation=other, employment=fine, fulfilled_on=today)

    def found(statuses, *duties):
        chosen = [column(one) for one in duties]
        staff = people.staff_of(town)
        return set(selectors.with_statuses(staff, statuses, chosen, today))

    assert found({Status.OVERDUE}, duty, other) == {late}
    assert found({Status.OVERDUE}, other) == set()
    assert found({Status.FULFILLED}, duty, other) == {late, fine}
    assert found({Status.NOT_ASSIGNED}, duty, other) == {unasked}
    assert found({Status.NOT_ASSIGNED, Status.OVERDUE}, duty) == {late, unasked}
    assert Period.objects.count() == 4


def test_nobody_without_a_role_has_columns(town, duty):
    assert selectors.columns(AnonymousUser(), town, dates.today()) == []
