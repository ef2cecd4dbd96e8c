"""What was changed since does not change an earlier day: departments and deadlines of that day."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.assignments import services
from courses.assignments.models import Exemption, FormerDays, Period
from courses.assignments.services.keeping import keep_days
from courses.assignments.states import Status
from courses.oversight import selectors, sums
from courses.oversight.selectors import Column
from courses.oversight.sums import Sum
from members.people import selectors as people
from members.people import services as staff
from members.people.models import FormerPlace, HistoryStart
from members.policies.sights import MAXIMUM
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory


def days(count):
    return dt.timedelta(days=count)


TODAY = dates.today


@pytest.fixture
def town(db):
    return MunicipalityFactory()


@pytest.fixture
def job(town):
    return EmploymentFactory(municipality=town, valid_from=TODAY() - days(1000))


@pytest.fixture
def duty(town):
    found = ObligationFactory(municipality=town)
    type(found).objects.filter(pk=found.pk).update(created_at=dates.now() - days(500))
    return found


@pytest.fixture
def hr(client, town):
    user = UserFactory()
    GrantFactory(user=user, role=Role.HR_MANAGER, municipality=town)
    client.force_login(user)
    return client


def moved(job, department):
    return staff.change_employment(
        employment=job,
        department=department,
        position=job.position,
        personnel_number=job.personnel_number,
    )


def both_ways(day, duty, job):
    """Return how somebody stood on a day, as SQL and as Python work it out."""
    found = selectors.cells([job.pk], [duty.pk], day, MAXIMUM).get((job.pk, duty.pk))
    told = list(assignments.turns_on(day).filter(employment=job).values_list("standing", flat=True))
    assert told == ([str(found.status)] if found else [])
    return found


def test_deadline_of_a_day_is_the_one_that_held_then(duty, job):
    today = TODAY()
    turn = PeriodFactory(
        obligation=duty,
        employment=job,
        assigned_on=today - days(60),
        opens_on=today - days(60),
        due_on=today - days(5),
    )
    assert both_ways(today - days(1), duty, job).status is Status.OVERDUE
    # Entered afterwards: nobody asked the person for twenty days.
    services.exempt(
        employment=job, begins_on=today - days(40), ends_on=today - days(21), by=UserFactory()
    )
    turn.refresh_from_db()
    assert turn.due_on == today + days(15)
    yesterday, now = both_ways(today - days(1), duty, job), both_ways(today, duty, job)
    assert (yesterday.status, yesterday.due_on) == (Status.OVERDUE, today - days(5))
    assert now.due_on == today + days(15)


def test_several_changes_on_one_day_leave_what_held_before_the_first(duty, job):
    turn = PeriodFactory(obligation=duty, employment=job, due_on=TODAY() + days(5))
    for amount in (10, 20):
        keep_days([turn])
        Period.objects.filter(pk=turn.pk).update(due_on=TODAY() + days(amount))
        turn.refresh_from_db()
    (kept,) = FormerDays.objects.all()
    assert kept.due_on == TODAY() + days(5)


def test_changes_on_several_days_each_hold_on_their_own(duty, job):
    today = TODAY()
    turn = PeriodFactory(
        obligation=duty, employment=job, assigned_on=today - days(90), due_on=today + days(30)
    )
    spans = [(dt.date(1900, 1, 1), today - days(40), -50), (today - days(40), today - days(10), -5)]
    for begin, end, due in spans:
        FormerDays.objects.create(
            period=turn,
            assigned_on=turn.assigned_on,
            due_on=today + days(due),
            held_from=begin,
            replaced_on=end,
        )
    found = {back: both_ways(today - days(back), duty, job).due_on for back in (41, 40, 11, 10, 0)}
    assert found == {
        41: today - days(50),
        40: today - days(5),
        11: today - days(5),
        10: today + days(30),
        0: today + days(30),
    }
    keep_days([turn])
    assert FormerDays.objects.order_by("-replaced_on")[0].held_from == today - days(10)


def test_turn_that_is_not_stored_yet_has_no_former_days(duty, job):
    assert keep_days([Period(obligation=duty, employment=job)]) == 0
    assert not FormerDays.objects.exists()


def test_who_was_away_from_an_obligation_was_not_asked_on_those_days(duty, job):
    today = TODAY()
    PeriodFactory(
        obligation=duty,
        employment=job,
        assigned_on=today - days(90),
        due_on=today - days(30),
        archived_on=today - days(20),
    )
    services.begin_or_bring_back(obligation=duty, employment=job)
    assert both_ways(today - days(25), duty, job).status is Status.OVERDUE
    assert both_ways(today - days(20), duty, job) is None
    assert both_ways(today - days(1), duty, job) is None
    assert both_ways(today, duty, job) is not None


def test_leave_that_was_given_today_did_not_hold_yesterday(duty, job):
    today = TODAY()
    turn = PeriodFactory(
        obligation=duty, employment=job, assigned_on=today - days(30), due_on=today - days(3)
    )
    services.allow_for_now(
        period=turn, until=today + days(10), reason="Kurs abgesagt", by=UserFactory()
    )
    assert both_ways(today, duty, job).status is Status.TEMPORARY
    assert both_ways(today - days(1), duty, job).status is Status.OVERDUE


def test_exemption_that_moves_nothing_keeps_nothing(duty, job):
    PeriodFactory(obligation=duty, employment=job, due_on=TODAY() + days(5))
    services.exempt(employment=job, begins_on=TODAY(), ends_on=None, by=UserFactory())
    assert Exemption.objects.exists()
    assert not FormerDays.objects.exists()


def test_department_of_a_day_is_the_one_of_that_day(town, job):
    before, after = job.department, DepartmentFactory(municipality=town)
    moved(job, after)
    assert [one.name for one in people.former_places([job.pk], TODAY() - days(1)).values()] == [
        before.name
    ]
    assert people.former_places([job.pk], TODAY()) == {}
    here = people.staff_of(town, day=TODAY())
    (now,) = selectors.jobs(here, TODAY())
    (then,) = selectors.jobs(here, TODAY() - days(1))
    assert (now.department, then.department) == (after.name, before.name)


def test_two_moves_on_one_day_leave_where_somebody_came_from(town, job):
    first = job.department
    moved(job, DepartmentFactory(municipality=town))
    moved(job, None)
    then = people.former_places([job.pk], TODAY() - days(1))[job.pk]
    assert (then.department_id, then.name) == (first.pk, first.name)


def test_new_name_of_a_department_leaves_the_old_one_on_earlier_days(town, job):
    old = job.department.name
    staff.change_department(
        department=job.department, name="Amt für Bildung", parent=None, cost_centre=""
    )
    (then,) = selectors.jobs(people.staff_of(town), TODAY() - days(1))
    (now,) = selectors.jobs(people.staff_of(town), TODAY())
    assert (then.department, now.department) == (old, "Amt für Bildung")


def test_who_came_from_no_department_had_none(town):
    job = EmploymentFactory(municipality=town, department=None, valid_from=TODAY() - days(30))
    moved(job, DepartmentFactory(municipality=town))
    (then,) = selectors.jobs(people.staff_of(town), TODAY() - days(1))
    assert then.department == ""


def test_job_that_begins_today_has_been_nowhere_before(town):
    job = EmploymentFactory(municipality=town, valid_from=TODAY())
    moved(job, None)
    assert not FormerPlace.objects.exists()


def test_department_that_is_gone_keeps_its_name_on_earlier_days(town, job):
    gone = job.department
    moved(job, None)
    staff.remove_department(department=gone)
    then = people.former_places([job.pk], TODAY() - days(1))[job.pk]
    assert (then.department_id, then.name) == (None, gone.name)


def test_nothing_is_kept_where_the_department_stays(job):
    moved(job, job.department)
    assert not FormerPlace.objects.exists()


def test_filter_by_department_and_sums_follow_the_day(town, duty, job):
    today = TODAY()
    before, after = job.department, DepartmentFactory(municipality=town)
    PeriodFactory(
        obligation=duty, employment=job, assigned_on=today - days(60), due_on=today - days(9)
    )
    moved(job, after)
    here, chosen = people.staff_of(town), [Column(duty.pk, duty.name)]

    def found_on(day):
        found = [
            list(selectors.working_in(here, {one.pk}, day)) == [job] for one in (before, after)
        ]
        return found, sums.sums(here, chosen, day)

    late = Sum(people=1, asked=1, late=1)
    assert found_on(today) == ([False, True], {after.pk: late})
    assert found_on(today - days(1)) == ([True, False], {before.pk: late})


def test_matrix_of_a_day_is_filtered_by_the_department_of_that_day(hr, town, duty, job):
    before, after = job.department, DepartmentFactory(municipality=town)
    moved(job, after)
    day = (TODAY() - days(2)).isoformat()
    matrix, file = reverse("oversight:matrix"), reverse("oversight:matrix_csv")
    for address in (matrix, file):
        wishes = {"kommune": town.slug, "stand": day}
        then = hr.get(address, wishes | {"amt": before.pk}).content.decode()
        elsewhere = hr.get(address, wishes | {"amt": after.pk}).content.decode()
        assert str(job.person) in then
        assert str(job.person) not in elsewhere


def test_page_says_from_when_departments_are_known(hr, town, duty, job):
    HistoryStart.objects.create(since=TODAY() - days(10))
    sentence = "Wechsel des Amtes sind erst seit dem"

    def page(back):
        day = (TODAY() - days(back)).isoformat()
        return hr.get(
            reverse("oversight:matrix"), {"kommune": town.slug, "stand": day}
        ).content.decode()

    assert sentence in page(11)
    assert sentence not in page(10)


def test_former_days_cost_the_same_for_many_people(town, duty, django_assert_num_queries):
    for count in (1, 12):
        jobs = [EmploymentFactory(municipality=town) for _ in range(count)]
        for one in jobs:
            PeriodFactory(obligation=duty, employment=one, assigned_on=TODAY() - days(30))
            moved(one, None)
        here = people.staff_of(town)
        with django_assert_num_queries(5):
            found = selectors.jobs(here, TODAY() - days(1))
            selectors.cells([one.pk for one in found], [duty.pk], TODAY() - days(1), MAXIMUM)
