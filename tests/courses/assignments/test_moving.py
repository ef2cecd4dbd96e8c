"""Single turns are archived, begin, and come back with time."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments import selectors, services
from courses.assignments.models import Period
from courses.assignments.states import Status
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


def days(number):
    return dates.today() + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("until", "archived"),
    [(None, 0), (5, 0), (0, 0), (-1, 0), (-10, -9)],
)
def test_archived_is_from_today_or_from_the_day_after_the_last(until, archived):
    turn = PeriodFactory()
    job = turn.employment
    job.valid_until = None if until is None else days(until)
    job.save()
    assert services.archive(employment=job, obligations=[turn.obligation_id]) == [turn]
    turn.refresh_from_db()
    assert turn.archived_on == days(archived)


def test_archiving_touches_the_newest_turn_of_these_obligations_only():
    first = PeriodFactory(fulfilled_on=days(-400), closed_at=dates.now())
    newest = PeriodFactory(obligation=first.obligation, employment=first.employment, number=2)
    other = PeriodFactory(employment=first.employment)
    colleague = PeriodFactory(obligation=first.obligation)
    services.archive(employment=first.employment, obligations=[first.obligation_id])
    found = Period.objects.filter(archived_on__isnull=False)
    assert list(found) == [newest]
    assert {other, colleague, first} & set(found) == set()
    again = services.archive(employment=first.employment, obligations=[first.obligation_id])
    assert again == []


def test_archived_turn_is_seen_in_the_history_and_nowhere_else():
    turn = PeriodFactory(fulfilled_on=dates.today())
    job, obligation = turn.employment, turn.obligation
    services.archive(employment=job, obligations=[obligation.pk])
    [row] = selectors.matrix([job], [obligation], dates.today())
    assert row.cells[0].status is Status.NOT_ASSIGNED
    [kept] = selectors.history_of(obligation, job)
    assert selectors.cell_of(kept, dates.today()).status is Status.ARCHIVED
    assert selectors.cell_of(kept, days(-1)).status is not Status.ARCHIVED
    assert selectors.visible_rows_for(job.person, dates.today()) == []


def bring_back(turn):
    return services.begin_or_bring_back(obligation=turn.obligation, employment=turn.employment)


@pytest.mark.parametrize(
    ("facts", "due", "assigned"),
    [
        # Back on the same day: as if nothing had been.
        ({"archived_on": 0, "due_on": 5, "assigned_on": -9}, 5, -9),
        ({"archived_on": 0, "due_on": -5, "assigned_on": -9}, -5, -9),
        # Back later: the time of somebody who is assigned today, never less than was left.
        ({"archived_on": -1, "due_on": 5, "assigned_on": -9}, 14, 0),
        ({"archived_on": -1, "due_on": 40, "assigned_on": -9}, 40, 0),
        ({"archived_on": -90, "due_on": -60, "assigned_on": -99}, 14, 0),
        # What is proven comes back as it was.
        ({"archived_on": -90, "due_on": -60, "assigned_on": -99, "fulfilled_on": -70}, -60, -99),
    ],
)
def test_open_turn_that_comes_back_has_time_again(facts, due, assigned):
    row = ObligationFactory(due_start="assignment", due_amount=14, due_on=None)
    moved = {name: days(number) for name, number in facts.items()}
    turn = bring_back(PeriodFactory(obligation=row, **moved))
    assert (turn.archived_on, turn.due_on, turn.assigned_on) == (None, days(due), days(assigned))


def test_who_has_never_had_it_gets_a_first_turn():
    row = ObligationFactory()
    job = EmploymentFactory(municipality=row.municipality)
    turn = services.begin_or_bring_back(obligation=row, employment=job)
    assert (turn.number, turn.assigned_on, turn.due_on) == (1, dates.today(), row.due_on)
    assert services.begin_or_bring_back(obligation=row, employment=job) == turn
    assert Period.objects.count() == 1


def test_exemption_that_runs_moves_the_deadline_of_what_begins():
    row = ObligationFactory(due_start="assignment", due_amount=14, due_on=None)
    job = EmploymentFactory(municipality=row.municipality)
    services.exempt(employment=job, begins_on=days(0), ends_on=days(9), by=UserFactory())
    turn = services.begin_or_bring_back(obligation=row, employment=job)
    assert (turn.planned_due_on, turn.due_on) == (days(14), days(24))


def test_archived_turn_is_neither_reminded_nor_renewed_nor_late():
    late = PeriodFactory(due_on=days(-5), archived_on=days(-1))
    renew = PeriodFactory(
        fulfilled_on=days(-360), valid_until=days(5), next_opens_on=days(-55), archived_on=days(-1)
    )
    staff = EmploymentFactory._meta.model.objects.filter(
        pk__in=[late.employment_id, renew.employment_id]
    )
    assert not Period.objects.running().late_on(dates.today()).exists()
    assert services.open_windows() == []
    assert services.remind_by_window() == 0
    assert selectors.counts([late.obligation, renew.obligation], staff, dates.today()) == {}
