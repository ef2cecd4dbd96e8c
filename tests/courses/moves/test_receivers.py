"""News of jobs are followed at once, by the worker, or when they can no longer be undone."""

import datetime as dt

import pytest
from django.apps import apps

from campus.kit import dates
from courses.assignments.models import Period
from courses.moves import foretelling, receivers, tasks
from members.messages.kinds import kind_of
from members.people import consequences
from members.people.signals import jobs_changed
from tests.factories.assignments import ObligationFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs():
    """Three people of a town whose obligation nobody has a turn in yet."""
    town = MunicipalityFactory()
    ObligationFactory(municipality=town)
    return EmploymentFactory.create_batch(3, municipality=town)


class Asked:
    """Notes what the worker is asked for, in place of the task."""

    def __init__(self):
        self.now, self.later = [], []

    def enqueue(self, employment_ids):
        self.now.append(employment_ids)

    def using(self, run_after):
        self.later.append(run_after)
        return self


@pytest.fixture
def asked(monkeypatch):
    found = Asked()
    monkeypatch.setattr(receivers.tasks, "follow", found)
    return found


def send(jobs, settled_at=None):
    keys = [job.pk for job in jobs]
    jobs_changed.send(object, employment_ids=keys, settled_at=settled_at)
    return keys


def turns():
    return Period.objects.count()


@pytest.mark.parametrize(
    ("at_once", "followed", "left"),
    [(20, 3, 0), (3, 3, 0), (2, 0, 1), (0, 0, 1)],
)
def test_few_jobs_are_followed_at_once_and_many_by_the_worker(
    jobs, asked, monkeypatch, at_once, followed, left
):
    monkeypatch.setattr(receivers, "AT_ONCE", at_once)
    keys = send(jobs)
    assert (turns(), asked.now) == (followed, [keys] * left)
    assert asked.later == []


def test_what_can_be_undone_waits_whatever_the_number(jobs, asked):
    moment = dates.now() + dt.timedelta(minutes=10)
    keys = send(jobs[:1], settled_at=moment)
    assert (turns(), asked.later, asked.now) == (0, [moment], [keys])


def test_news_of_nobody_change_nothing(jobs, asked):
    send([])
    assert (turns(), asked.now) == (0, [])


def test_news_without_a_moment_are_understood(jobs):
    jobs_changed.send(object, employment_ids=[jobs[0].pk])
    assert turns() == 1


def test_same_news_twice_change_nothing_more(jobs):
    for _time in range(2):
        send(jobs)
    assert turns() == 3


def test_tasks_say_for_how_many_something_was_different(jobs):
    keys = [job.pk for job in jobs]
    assert tasks.follow.call(employment_ids=keys[:2]) == 2
    assert tasks.follow.call(employment_ids=keys[:2]) == 0
    assert tasks.follow_all.call() == 1
    assert tasks.follow_all.call() == 0


def test_jobs_of_several_towns_are_followed_each_in_its_own(jobs):
    other = MunicipalityFactory()
    row = ObligationFactory(municipality=other)
    foreign = EmploymentFactory(municipality=other)
    tasks.follow.call(employment_ids=[jobs[0].pk, foreign.pk])
    assert Period.objects.get(employment=foreign).obligation == row
    assert Period.objects.get(employment=jobs[0]).obligation != row


def test_jobs_that_are_gone_are_passed_over():
    assert tasks.follow.call(employment_ids=[0, 999_999]) == 0


def test_room_has_made_itself_known():
    assert apps.get_app_config("course_moves").name == "courses.moves"
    assert foretelling.foretell in consequences._foretellers
    assert foretelling.in_sum in consequences._summers
    assert str(kind_of("course_moves_changed").title) == "Ihre Pflichten haben sich geändert"
