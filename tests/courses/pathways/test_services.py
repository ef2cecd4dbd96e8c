"""Deeds on paths: editing, publishing, walking, prerequisites."""

import pytest
from django.db import IntegrityError, transaction

from campus.kit.states import WrongState
from courses.assignments.exemptions import is_obliged
from courses.enrolment import services as enrolment
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from courses.pathways import editing, errors, selectors, services
from courses.pathways.exemptions import register_exemption
from courses.pathways.models import Journey, Prerequisite
from courses.pathways.plans import Group, Rule, Step, courses_of
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete
from tests.factories.pathways import (
    LearningPathFactory,
    PrerequisiteFactory,
    courses,
    learner,
    office_user,
    published,
    recognise,
)
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
ABOUT = {"title": "IT-Sicherheit für alle", "promise": "Sicher.", "rule": "ordered", "need": 0}


def test_office_makes_a_path_with_an_address_of_its_own():
    office = office_user()
    first = services.create(provider=None, by=office, **ABOUT)
    second = services.create(provider=None, by=office, **ABOUT)
    reserved = services.create(provider=None, by=office, **{**ABOUT, "title": "Verwalten"})
    assert (first.slug, second.slug) == ("it-sicherheit-fuer-alle", "it-sicherheit-fuer-alle-2")
    assert reserved.slug == "verwalten-2"
    assert first.group == Group()


def test_provider_makes_paths_in_the_own_name_only():
    owner = GrantFactory(role=Role.PROVIDER_OWNER)
    path = services.create(provider=owner.provider, by=owner.user, **ABOUT)
    stranger = GrantFactory(role=Role.PROVIDER_OWNER)
    for by, provider in ((owner.user, None), (stranger.user, owner.provider)):
        with pytest.raises(errors.NotYourPath):
            services.create(provider=provider, by=by, **ABOUT)
    for deed in (services.publish, services.withdraw_path):
        with pytest.raises(errors.NotYourPath):
            deed(path=path, by=stranger.user)
    with pytest.raises(errors.NotYourPath):
        services.create(provider=None, by=UserFactory(), **ABOUT)


def test_two_windows_do_not_overwrite_each_other():
    path, office = LearningPathFactory(), office_user()
    services.add_course(path=path, step=Step(1), into=None, seen=0, by=office)
    with pytest.raises(errors.ChangedMeanwhile):
        services.add_course(path=path, step=Step(2), into=None, seen=0, by=office)
    with pytest.raises(errors.CourseTwice):
        services.add_course(path=path, step=Step(1), into=None, seen=1, by=office)
    services.add_set(path=path, group=Group(Rule.AT_LEAST, 1, (), "Wahl"), seen=1, by=office)
    path = services.add_course(path=path, step=Step(2), into=1, seen=2, by=office)
    swapped = services.change_plan(
        path=path, change=lambda plan: editing.move(plan, (0,), 1), seen=3, by=office
    )
    assert courses_of(swapped.group) == [2, 1]


@pytest.mark.parametrize(
    ("group", "error"),
    [
        (Group(), errors.PlanEmpty),
        (Group(items=(Step(1), Group(title="Leer"))), errors.SetEmpty),
        (Group(Rule.AT_LEAST, 2, (Step(1),)), errors.NeedTooMuch),
        (Group(Rule.POINTS, 0, (Step(1),)), errors.NeedTooLittle),
    ],
)
def test_plan_that_cannot_be_completed_is_not_published(group, error):
    path, office = LearningPathFactory(), office_user()
    services.change_plan(path=path, change=lambda plan: group, seen=0, by=office)
    with pytest.raises(error):
        services.publish(path=path, by=office)
    path.refresh_from_db()
    assert path.state == "draft"


def test_publishing_makes_a_version_only_if_something_has_changed():
    office = office_user()
    version = published(Step(1), by=office)
    assert services.publish(path=version.path, by=office) == version
    services.describe(path=version.path, by=office, **ABOUT)
    second = services.publish(path=version.path, by=office)
    version.refresh_from_db()
    assert (second.number, second.title) == (2, ABOUT["title"])
    assert version.title != second.title


def test_withdrawn_path_is_shown_to_those_who_walk_it_only():
    office, person = office_user(), learner()
    version = published(*courses(1), by=office)
    services.take_next(version=version, person=person, by=person.user)
    services.withdraw_path(path=version.path, by=office)
    assert selectors.version_for(version.path.slug, None) is None
    assert selectors.version_for(version.path.slug, person) == version
    with pytest.raises(WrongState, match="„zurückgezogen“"):
        services.withdraw_path(path=version.path, by=office)
    services.publish(path=version.path, by=office)
    assert selectors.version_for(version.path.slug, None) == version


def test_path_is_walked_course_by_course_with_real_seats():
    person, (first, second) = learner(), courses(2)
    version = published(first, second)
    seat = services.take_next(version=version, person=person, by=person.user)
    again = services.take_next(version=version, person=person, by=person.user)
    assert seat == again
    assert (seat.offer.course, seat.state) == (first, State.CONFIRMED)
    complete(seat)
    assert services.take_next(version=version, person=person, by=person.user).offer.course == second
    assert Journey.objects.count() == 1


def test_begun_path_keeps_its_version_until_it_is_left():
    office, person, (first, second) = office_user(), learner(), courses(2)
    old = published(first, by=office)
    services.take_next(version=old, person=person, by=person.user)
    services.change_plan(
        path=old.path,
        change=lambda plan: editing.add_step(plan, Step(second.pk)),
        seen=0,
        by=office,
    )
    new = services.publish(path=old.path, by=office)
    assert selectors.version_for(old.path.slug, person) == old
    services.leave(version=old, person=person)
    assert selectors.version_for(old.path.slug, person) == new
    assert Enrolment.objects.filter(person=person).count() == 1


def test_complete_path_has_no_next_course():
    person, (course,) = learner(), courses(1)
    recognise(person, course)
    with pytest.raises(errors.NothingNext):
        services.take_next(version=published(course), person=person, by=person.user)
    assert not Journey.objects.exists()


def test_rejected_request_is_not_repeated_by_the_path():
    person, offer = learner(), OfferFactory(approval_needed=True)
    job = person.employments.get()
    EnrolmentFactory(employment=job, offer=offer, state=State.REJECTED, reason="Kein Geld")
    with pytest.raises(errors.NothingNext):
        services.take_next(version=published(offer.course), person=person, by=person.user)


def test_course_is_refused_until_what_comes_first_is_completed_or_recognised():
    person, offer, (first,) = learner(), OfferFactory(), courses(1)
    PrerequisiteFactory(course=offer.course, requires=first)
    with pytest.raises(errors.PrerequisiteMissing) as refusal:
        enrolment.enrol(person=person, offer=offer, by=person.user)
    assert first.title in str(refusal.value)
    assert services.missing_first(person, offer.course_id).href.endswith(f"{first.slug}/")
    recognise(person, first)
    assert enrolment.enrol(person=person, offer=offer, by=person.user).state == State.CONFIRMED


def test_duty_goes_before_prerequisites():
    person, offer, (first,) = learner(), OfferFactory(), courses(1)
    PrerequisiteFactory(course=offer.course, requires=first)
    seat = enrolment.enrol(person=person, offer=offer, by=person.user, source="assigned")
    assert seat.state == State.CONFIRMED
    assert register_exemption(is_obliged) is is_obliged


def test_prerequisites_are_set_for_the_own_courses_and_never_in_a_circle():
    first, second, third = courses(3)
    office = office_user()
    services.set_prerequisites(course=second, first=[first], by=office)
    services.set_prerequisites(course=third, first=[second, first], by=office)
    for other in (third, first):
        with pytest.raises(errors.RequiresItself):
            services.set_prerequisites(course=first, first=[other], by=office)
    services.set_prerequisites(course=third, first=[], by=office)
    assert selectors.all_prerequisites() == {second.pk: [first.pk]}
    with pytest.raises(errors.NotYourPath):
        owner = GrantFactory(role=Role.PROVIDER_OWNER)
        services.set_prerequisites(course=first, first=[], by=owner.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Prerequisite.objects.create(course=first, requires=first)


def test_completed_course_without_graded_test_brings_all_its_points():
    person, offer = learner(), OfferFactory()
    seat = EnrolmentFactory(employment=person.employments.get(), offer=offer)
    complete(seat)
    known = selectors.known_of(person)
    assert known.completed == {offer.course_id}
    assert known.points(Step(offer.course_id, 10)) == 10
