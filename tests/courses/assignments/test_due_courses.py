"""Which courses of a list somebody still has to take."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.assignments import selectors
from courses.assignments.models import Obligation, Period
from tests.factories.catalogue import CoursePageFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db
TODAY = dates.today()
DAY = dt.timedelta(days=1)


def oblige(job, course=None, *, due_on=TODAY, **facts):
    course = course or CoursePageFactory()
    obligation = Obligation.objects.create(
        course=course, municipality=job.municipality, due_on=due_on
    )
    Period.objects.create(
        obligation=obligation, employment=job, assigned_on=TODAY, due_on=due_on, **facts
    )
    return course


def due(job, *courses):
    keys = [course.pk for course in courses]
    return selectors.due_courses(job.person, keys, TODAY)


@pytest.mark.parametrize("days", [-5, 0, 90])
def test_open_obligation_is_due_with_its_day(days):
    job = EmploymentFactory()
    course = oblige(job, due_on=TODAY + days * DAY)
    assert due(job, course) == {course.pk: TODAY + days * DAY}


@pytest.mark.parametrize(
    ("facts", "is_due"),
    [
        ({"fulfilled_on": TODAY}, False),
        ({"fulfilled_on": TODAY - 400 * DAY, "valid_until": TODAY - DAY}, True),
        ({"exempt": True}, False),
    ],
)
def test_fulfilled_and_exempt_ask_for_nothing_until_they_run_out(facts, is_due):
    job = EmploymentFactory()
    course = oblige(job, **facts)
    assert bool(due(job, course)) is is_due


def test_other_courses_people_and_jobs_that_ended_are_left_out():
    job, other = EmploymentFactory(), EmploymentFactory()
    course, foreign = oblige(job), oblige(other)
    assert due(job, foreign) == {}
    assert due(job) == {}
    job.valid_until = TODAY - DAY
    job.save()
    assert due(job, course) == {}


def test_of_two_employers_the_earlier_day_counts():
    first = EmploymentFactory()
    second = EmploymentFactory(person=first.person)
    course = oblige(first, due_on=TODAY + 9 * DAY)
    oblige(second, course, due_on=TODAY + 3 * DAY)
    assert due(first, course) == {course.pk: TODAY + 3 * DAY}


def test_any_number_of_courses_costs_one_query(django_assert_num_queries):
    job = EmploymentFactory()
    courses = [oblige(job) for _ in range(3)]
    due(job, *courses)
    with django_assert_num_queries(1):
        assert len(due(job, *courses)) == 3
