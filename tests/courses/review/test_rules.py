"""Which drafts a role reads: its provider's, what has reached its stage, all, or none."""

import pytest
from django.contrib.auth.models import AnonymousUser

from courses.review import rules, selectors, services
from courses.review.stages import FULL, Stage
from members.roles.catalogue import SCOPE_OF, Role, Scope
from tests.factories.accounts import UserFactory
from tests.factories.organisations import ProviderFactory
from tests.factories.review import (
    author_of,
    draft_lesson,
    handed_in,
    holder,
    reviewer_of,
    waiting_at,
)

pytestmark = pytest.mark.django_db

# Role: reads a draft of the own provider that nobody has handed in, writes it, reviews somewhere.
MATRIX = [
    (Role.AUTHOR, True, True, False),
    (Role.PROVIDER_OWNER, True, True, True),
    (Role.REVIEWER, True, False, True),
    (Role.TUTOR, False, False, False),
    (Role.ANALYST, False, False, False),
    (Role.DIDACTICS, False, False, True),
    (Role.ACCESSIBILITY, False, False, True),
    (Role.EDITOR, True, True, True),
    (Role.ADMINISTRATOR, True, True, True),
    (Role.OFFICE, False, False, False),
    (Role.BOARD, False, False, False),
]


def somebody(role, lesson):
    is_own = SCOPE_OF[role] is Scope.PROVIDER
    user = holder(role, lesson.chapter.module.provider if is_own else None)
    user.refresh_from_db()
    return user


@pytest.mark.parametrize(("role", "reads", "writes", "reviews"), MATRIX)
def test_role_reads_and_writes_drafts(role, reads, writes, reviews):
    lesson = draft_lesson()
    module = lesson.chapter.module
    user = somebody(role, lesson)
    assert (lesson in rules.readable_lessons(user)) is reads
    assert (module in rules.readable_modules(user)) is reads
    assert rules.may_write(user, lesson) is writes
    assert rules.may_write_module(user, module) is writes
    assert rules.may_review(user) is reviews
    assert rules.may_open(user) is (reads or reviews)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.PROVIDER_OWNER, Role.REVIEWER])
def test_people_of_another_provider_find_nothing_at_any_stage(role):
    lesson = waiting_at(Stage.OFFICE)
    stranger = holder(role, ProviderFactory())
    assert not rules.readable_lessons(stranger).exists()
    assert not rules.readable_modules(stranger).exists()
    assert not rules.may_write(stranger, lesson)


@pytest.mark.parametrize(
    ("role", "first"),
    [(Role.DIDACTICS, Stage.DIDACTICS), (Role.ACCESSIBILITY, Stage.ACCESSIBILITY)],
)
def test_platform_reviewers_read_from_their_stage_on(role, first):
    lesson = handed_in()
    user = holder(role)
    for stage in FULL:
        reached = FULL.index(stage) >= FULL.index(first)
        assert (lesson in rules.readable_lessons(user)) is reached
        assert (lesson.chapter.module in rules.readable_modules(user)) is reached
        if stage is not Stage.OFFICE:
            state = selectors.current_state(lesson)
            services.approve(state=state, by=reviewer_of(stage, lesson))


@pytest.mark.parametrize("user", [AnonymousUser(), UserFactory.build(is_active=False)])
def test_nobody_and_closed_accounts_read_nothing(user):
    handed_in()
    assert not rules.readable_lessons(user).exists()


def test_links_belong_to_those_who_write():
    lesson = handed_in()
    link = services.open_link(lesson=lesson, purpose="A", days=7, by=author_of(lesson))
    for role, sees in (
        (Role.AUTHOR, True),
        (Role.PROVIDER_OWNER, True),
        (Role.EDITOR, True),
        (Role.REVIEWER, False),
        (Role.DIDACTICS, False),
    ):
        assert (link in rules.links_of(somebody(role, lesson))) is sees


@pytest.mark.parametrize(
    ("stage", "states"),
    [
        (Stage.PROVIDER, ["in_progress", "open", "open", "open"]),
        (Stage.DIDACTICS, ["approved", "in_progress", "open", "open"]),
        (Stage.ACCESSIBILITY, ["approved", "approved", "in_progress", "open"]),
        (Stage.OFFICE, ["approved", "approved", "approved", "in_progress"]),
    ],
)
def test_steps_say_how_far_a_review_is(stage, states):
    lesson = waiting_at(stage)
    assert [step.state for step in selectors.steps_of(lesson)] == states


def test_steps_of_what_came_back_and_of_what_was_never_handed_in():
    lesson = handed_in()
    state = selectors.current_state(lesson)
    services.reject(state=state, by=reviewer_of(Stage.PROVIDER, lesson), reason="Nein")
    assert [step.state for step in selectors.steps_of(lesson)][:2] == ["rejected", "open"]
    assert selectors.steps_of(draft_lesson()) == []
    assert selectors.sent_back(draft_lesson()) is None
    assert selectors.current_state(lesson) is None


def test_withdrawn_review_waits_for_nobody():
    lesson = handed_in()
    reviewer = reviewer_of(Stage.PROVIDER, lesson)
    assert selectors.count_for(reviewer) == 1
    lesson.current_workflow_state.cancel(user=None)
    assert selectors.count_for(reviewer) == 0
    assert selectors.sent_back(lesson) is None
    assert services.waiting_drafts(lesson.chapter.module) == [lesson]
