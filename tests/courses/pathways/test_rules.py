"""Who makes paths, sets prerequisites and decides on earlier learning: by role and belonging."""

import pytest
from django.contrib.auth.models import AnonymousUser

from courses.pathways import errors, rules, services
from courses.pathways.plans import Group, Step
from members.organisations.selectors import providers
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.pathways import (
    EvidenceFactory,
    LearningPathFactory,
    courses,
    learner,
    office_user,
    recognise,
)
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
MAKERS = (Role.OFFICE, Role.PROVIDER_OWNER)
OTHERS = [role for role in Role if role not in MAKERS]


def owner_of(provider):
    return GrantFactory(role=Role.PROVIDER_OWNER, provider=provider).user


@pytest.fixture
def own():
    """Return a course of a provider, and who leads that provider."""
    (course,) = courses(1)
    return course, owner_of(course.entry.provider)


@pytest.mark.parametrize("role", Role)
def test_paths_are_made_by_the_office_and_providers_only(role):
    user = GrantFactory(role=role).user
    assert rules.may_edit_any(user) is (role in MAKERS)
    assert rules.works_for_all(user) is (role is Role.OFFICE)


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_find_no_path_no_course_and_no_evidence(role):
    LearningPathFactory()
    (course,) = courses(1)
    EvidenceFactory(person=learner(), wanted=course)
    user = GrantFactory(role=role).user
    for found in (rules.editable_by, rules.courses_of, rules.reviewable_by, rules.providers_of):
        assert not found(user).exists(), found.__name__
    assert not rules.readable_by(user, None).exists()


def test_visitor_and_account_without_a_role_find_nothing():
    path = LearningPathFactory()
    EvidenceFactory(person=learner())
    for user in (AnonymousUser(), UserFactory()):
        assert not rules.may_edit_any(user)
        assert not rules.may_edit(user, path)
        assert not rules.reviewable_by(user).exists()
        assert not rules.readable_by(user, None).exists()


def test_provider_finds_the_own_paths_and_the_office_all(own):
    course, owner = own
    mine = LearningPathFactory(provider=course.entry.provider, title="A")
    foreign = LearningPathFactory(provider=courses(1)[0].entry.provider, title="B")
    common = LearningPathFactory(title="C")
    office = office_user()
    assert list(rules.editable_by(owner)) == [mine]
    assert list(rules.editable_by(office)) == [mine, foreign, common]
    assert [rules.may_edit(owner, one) for one in (mine, foreign, common)] == [True, False, False]
    assert all(rules.may_edit(office, one) for one in (mine, foreign, common))


def test_provider_speaks_for_the_own_courses_and_the_office_for_all(own):
    course, owner = own
    (foreign,) = courses(1)
    office = office_user()
    assert list(rules.courses_of(owner)) == [course]
    assert set(rules.courses_of(office)) == {course, foreign}
    assert list(rules.providers_of(owner)) == [course.entry.provider]
    assert set(rules.providers_of(office)) == set(providers())


@pytest.mark.parametrize("deed", ["describe", "change_plan", "add_course", "add_set"])
@pytest.mark.parametrize("whose", ["another provider", "the office"])
def test_foreign_path_is_not_changed(own, deed, whose):
    _course, owner = own
    provider = courses(1)[0].entry.provider if whose == "another provider" else None
    path = LearningPathFactory(provider=provider)
    arguments = {
        "describe": {"title": "Neu", "promise": "Neu", "rule": "all", "need": 0},
        "change_plan": {"change": lambda plan: Group(), "seen": 0},
        "add_course": {"step": Step(1), "into": None, "seen": 0},
        "add_set": {"group": Group(title="Neu"), "seen": 0},
    }[deed]
    with pytest.raises(errors.NotYourPath):
        getattr(services, deed)(path=path, by=owner, **arguments)
    before = (path.title, path.plan, path.revision)
    path.refresh_from_db()
    assert (path.title, path.plan, path.revision) == before


def test_evidence_goes_to_the_provider_of_the_course_and_always_to_the_office(own):
    course, owner = own
    (other,) = courses(1)
    person = learner()
    wanted = EvidenceFactory(person=person, wanted=course)
    foreign = EvidenceFactory(person=person, wanted=other)
    unknown = EvidenceFactory(person=person)
    assert list(rules.reviewable_by(owner)) == [wanted]
    assert list(rules.reviewable_by(owner_of(other.entry.provider))) == [foreign]
    assert list(rules.reviewable_by(office_user())) == [wanted, foreign, unknown]


def test_file_is_closed_again_once_it_is_decided(own):
    course, owner = own
    person = learner()
    evidence = EvidenceFactory(person=person, wanted=course)
    assert list(rules.readable_by(owner, None)) == [evidence]
    services.refuse(evidence=evidence, reason="Zu alt", by=owner)
    assert not rules.readable_by(owner, None).exists()
    assert not rules.readable_by(office_user(), None).exists()
    assert list(rules.readable_by(person.user, person)) == [evidence]


def test_learner_reads_the_own_evidence_and_that_of_nobody_else():
    mine, other = learner(), learner()
    evidence = EvidenceFactory(person=mine)
    recognise(other, courses(1)[0])
    assert list(rules.readable_by(mine.user, mine)) == [evidence]


def test_oldest_evidence_is_looked_at_first(own):
    course, owner = own
    rows = EvidenceFactory.create_batch(3, person=learner(), wanted=course)
    assert list(rules.reviewable_by(owner)) == rows
