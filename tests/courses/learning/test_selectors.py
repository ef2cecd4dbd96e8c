"""Reads of progress: the way back, lists at constant cost, numbers without the person."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from campus.kit import dates
from courses.enrolment.states import State
from courses.learning import selectors, services
from courses.learning.models import Progress
from courses.learning.plans import is_graded, plan_of
from courses.modules.services import freeze
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete, items_of
from tests.factories.modules import ChapterFactory, LessonFactory, QuizFactory, make_module
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db
MARCH = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
APRIL = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)


def lessons_only(**facts):
    offer = OfferFactory(module=make_module(lessons=2, graded=False))
    return EnrolmentFactory(offer=offer, **facts)


def done(seat, moment):
    """Complete a course at a moment."""
    with dates.moved_clock(moment):
        complete(seat)
    return seat


def test_resume_before_the_first_step_is_the_beginning():
    seat = lessons_only()

    assert selectors.resume_target(seat) == items_of(seat)[0].key


def test_resume_after_going_back_is_where_one_went_back_to():
    seat = lessons_only()
    first, second = items_of(seat)
    for minutes, item in ((0, first), (5, second), (9, first)):
        with dates.moved_clock(MARCH + dt.timedelta(minutes=minutes)):
            services.open_item(enrolment=seat, key=item.key)

    assert selectors.resume_target(seat) == first.key


def test_resume_follows_a_position_kept_elsewhere():
    seat = lessons_only()
    first, second = items_of(seat)
    with dates.moved_clock(MARCH):
        services.open_item(enrolment=seat, key=first.key)
    with dates.moved_clock(MARCH + dt.timedelta(minutes=1)):
        services.record_position(enrolment=seat, key=second.key, seconds=Decimal(3))

    assert selectors.resume_target(seat) == second.key


def test_resume_at_an_item_that_is_gone_is_the_beginning():
    seat = lessons_only()
    services.open_item(enrolment=seat, key=items_of(seat)[1].key)
    Progress.objects.update(last_item_key=uuid.uuid4())

    assert selectors.resume_target(seat) == items_of(seat)[0].key


def test_progress_of_a_person_holds_what_may_be_learnt_newest_first():
    job = EmploymentFactory()
    old = done(lessons_only(employment=job, confirmed_at=MARCH), MARCH)
    new = lessons_only(employment=job, confirmed_at=APRIL)
    finished = lessons_only(employment=job, confirmed_at=MARCH, state=State.FINISHED)
    finished_at = MARCH - dt.timedelta(days=5)
    type(finished).objects.filter(pk=finished.pk).update(confirmed_at=finished_at)
    lessons_only(employment=job, state=State.WAITING, confirmed_at=None)
    lessons_only()

    listed = selectors.progress_of(job.person)

    assert [entry.enrolment.pk for entry in listed] == [new.pk, old.pk, finished.pk]
    assert [entry.state for entry in listed] == ["open", "completed", "open"]


def test_progress_of_a_person_costs_one_query_for_any_number(django_assert_num_queries):
    job = EmploymentFactory()
    for _ in range(3):
        services.open_item(
            enrolment=(seat := lessons_only(employment=job)), key=items_of(seat)[0].key
        )

    with django_assert_num_queries(1):
        assert {entry.state for entry in selectors.progress_of(job.person)} == {"started"}


def test_progress_for_registrations_leaves_out_what_has_not_begun(django_assert_num_queries):
    begun, untouched = lessons_only(), lessons_only()
    services.open_item(enrolment=begun, key=items_of(begun)[0].key)

    with django_assert_num_queries(1):
        found = selectors.progress_for([begun.registration, untouched.registration, uuid.uuid4()])
    assert found.keys() == {begun.registration}


def test_completions_tell_day_and_version_of_the_newest_only():
    job = EmploymentFactory()
    seat = done(lessons_only(employment=job, state=State.FINISHED), MARCH)
    again = EnrolmentFactory(employment=job, offer=seat.offer)
    done(again, dt.datetime(2026, 4, 1, 22, 30, tzinfo=dt.UTC))
    other = lessons_only()

    found = selectors.completions(
        course_id=seat.offer.course_id, person_ids=[job.person_id, other.person_id]
    )

    # Half past ten in UTC is after midnight in Germany.
    assert found == {job.person_id: selectors.Completion(dt.date(2026, 4, 2), 1)}


def test_completions_of_another_course_are_not_told():
    seat = done(lessons_only(), MARCH)
    other = lessons_only()

    assert selectors.completions(course_id=other.offer.course_id, person_ids=[seat.person_id]) == {}


def test_completed_keys_hold_municipality_and_course_and_nobody():
    inside = done(lessons_only(), MARCH)
    done(lessons_only(), APRIL)
    lessons_only()

    keys = selectors.completed_keys(MARCH, APRIL)

    assert keys == [(inside.employment.municipality_id, inside.offer.course_id)]


def test_people_who_completed_are_counted_once():
    job = EmploymentFactory()
    for day in (1, 2):
        done(lessons_only(employment=job), MARCH + dt.timedelta(days=day))
    done(lessons_only(), MARCH + dt.timedelta(days=3))

    counted = selectors.people_who_completed(MARCH, APRIL)

    assert counted["all"] == {None: 2}
    assert counted["municipality"][job.municipality_id] == 1
    assert counted["month"] == {dt.date(2026, 3, 1): 2}
    assert sorted(counted["course"].values()) == [1, 1, 1]


def test_plan_holds_each_item_with_its_activity_and_whether_it_is_passed():
    module = make_module(lessons=1, graded=False)
    chapter = ChapterFactory(module=module)
    QuizFactory(chapter=chapter, graded=False)
    QuizFactory(chapter=chapter, graded=True, required=False)
    freeze(module=module)
    seat = EnrolmentFactory(offer=OfferFactory(module=module))

    plan = plan_of(seat.version)

    assert [(item.required, item.graded) for item in plan.items] == [
        (True, False),
        (True, False),
        (False, True),
    ]
    assert set(plan.keys.values()) == {item.key for item in plan.items}
    assert all(iri.endswith(str(key)) for iri, key in plan.keys.items())


def test_plan_of_a_running_learner_keeps_the_frozen_version():
    seat = lessons_only()
    before = plan_of(seat.version)
    module = seat.version.module
    LessonFactory(chapter=module.chapters.first())
    freeze(module=module)

    assert plan_of(seat.version) == before
    assert len(plan_of(EnrolmentFactory(offer=seat.offer).version).items) == 3


def test_plan_costs_nothing_the_second_time(django_assert_num_queries):
    seat = lessons_only()
    plan_of(seat.version)

    with django_assert_num_queries(0):
        plan_of(seat.version)


@pytest.mark.parametrize("graded", [True, False])
def test_lesson_is_never_graded(graded):
    item = items_of(lessons_only())[0]

    assert not is_graded(item)
    assert is_graded(type(item)(item.key, "", "quiz", 1, True, graded, 1)) is graded
