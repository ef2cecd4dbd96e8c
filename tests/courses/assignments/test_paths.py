"""A learning path as an obligation: its last course fulfils it, voluntary learning does not."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from campus.kit import dates
from courses.assignments import planning, selectors, services
from courses.assignments.errors import NothingToHandIn
from courses.assignments.models import Obligation, Period
from courses.enrolment.models import Offer
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory, member_employment
from tests.factories.learning import complete
from tests.factories.pathways import courses, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return member_employment()


@pytest.fixture
def both():
    """Return two courses of one path."""
    return courses(2)


@pytest.fixture
def duty(job, both):
    """Demand the path of two courses."""
    path = published(*both).path
    return ObligationFactory(
        municipality=job.municipality, course=None, path=path, title=path.title
    )


@pytest.fixture
def turn(job, duty):
    return PeriodFactory(obligation=duty, employment=job)


def learn(job, course):
    offer = Offer.objects.get(course=course)
    complete(EnrolmentFactory(employment=job, person=job.person, offer=offer))


def news(job, course):
    services.fulfil(person_id=job.person_id, course_id=course.pk)
    return services.fulfil_paths(person_id=job.person_id, course_id=course.pk)


def test_last_course_fulfils_the_path_and_none_before(job, both, turn):
    learn(job, both[0])
    assert news(job, both[0]) == 0
    learn(job, both[1])
    assert news(job, both[1]) == 1
    turn.refresh_from_db()
    assert (turn.fulfilled_on, turn.valid_until, turn.source) == (dates.today(), None, "course")
    assert turn.version_number == 1
    assert news(job, both[1]) == 0


def test_path_completed_before_is_handed_in_by_the_learner_only(job, both, duty):
    with dates.moved_clock(dates.now() - dt.timedelta(days=9)):
        for course in both:
            learn(job, course)
    turn = PeriodFactory(obligation=duty, employment=job)
    assert [news(job, course) for course in both] == [0, 0]
    assert services.fulfil_missed_paths() == 0

    services.hand_in(period=turn, person=job.person)

    turn.refresh_from_db()
    assert (turn.fulfilled_on, turn.source) == (dates.today(), "handed_in")


def test_path_that_is_not_complete_cannot_be_handed_in(job, both, turn):
    learn(job, both[0])
    with pytest.raises(NothingToHandIn):
        services.hand_in(period=turn, person=job.person)


def test_lost_news_of_the_last_course_is_found_at_night(job, both, turn):
    Period.objects.update(assigned_on=dates.today() - dt.timedelta(days=3))
    for course in both:
        learn(job, course)
    assert services.fulfil_missed_paths() == 1
    assert services.fulfil_missed_paths() == 0


def test_course_that_is_not_on_the_path_changes_nothing(job, both, turn):
    [other] = courses(1)
    for course in (*both, other):
        learn(job, course)
    assert news(job, other) == 0
    assert services.fulfil_paths(person_id=job.person_id, course_id=0) == 0


def test_path_of_a_turn_that_is_archived_or_ended_is_left_alone(job, both, turn, duty):
    for course in both:
        learn(job, course)
    Period.objects.update(archived_on=dates.today())
    assert news(job, both[1]) == 0
    Period.objects.update(archived_on=None)
    services.end(obligation=duty, by=UserFactory())
    assert news(job, both[1]) == 0


def test_path_is_an_obligation_once_at_a_time_and_never_repeated(job, duty):
    again = Obligation(
        municipality=job.municipality, path=duty.path, title=duty.title, legal_basis="x"
    )
    assert planning.running_for(job.municipality, again) == duty
    assert planning.running_for(job.municipality, Obligation(title=duty.title)) is None
    for fault in ({"due_on": dates.today()}, {"valid_months": 12}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ObligationFactory(
                municipality=job.municipality, course=None, path=duty.path, title="x", **fault
            )


def test_learner_is_led_to_the_path_and_may_hand_it_in(client, job, both, turn):
    client.force_login(job.person.user)
    text = client.get(reverse("portal:start")).content.decode()
    assert reverse("pathways:path", args=[turn.obligation.path.slug]) in text
    assert reverse("portal:hand_in", args=[turn.pk]) not in text
    for course in both:
        learn(job, course)
    text = client.get(reverse("portal:start")).content.decode()
    assert reverse("portal:hand_in", args=[turn.pk]) in text
    [(cell, course_id)] = selectors.open_for(job.person, dates.today())
    assert (cell.path, course_id) == (turn.obligation.path.slug, 0)
