"""Who looks at which stage: roles against stages, own provider against another."""

import pytest

from courses.review import who
from courses.review.stages import (
    DAYS,
    FULL,
    LABELS,
    PLATFORM,
    QUESTIONS,
    ROLE_OF,
    SHORT,
    Stage,
)
from members.roles.catalogue import SCOPE_OF, Role, Scope
from tests.factories.accounts import UserFactory
from tests.factories.organisations import ProviderFactory
from tests.factories.review import holder

EVERY = set(Stage)
NONE = set()
OWN = {
    Role.ADMINISTRATOR: EVERY,
    Role.EDITOR: EVERY,
    Role.OFFICE: NONE,
    Role.BOARD: NONE,
    Role.DIDACTICS: {Stage.DIDACTICS},
    Role.ACCESSIBILITY: {Stage.ACCESSIBILITY},
    Role.PROVIDER_OWNER: {Stage.PROVIDER},
    Role.REVIEWER: {Stage.PROVIDER},
    Role.AUTHOR: NONE,
    Role.TUTOR: NONE,
    Role.ANALYST: NONE,
}
AT_PROVIDERS = [role for role in OWN if SCOPE_OF[role] is Scope.PROVIDER]


def somebody(role, provider):
    user = holder(role, provider if SCOPE_OF[role] is Scope.PROVIDER else None)
    user.refresh_from_db()
    return user


@pytest.mark.django_db
@pytest.mark.parametrize("role", OWN)
def test_role_holds_its_stages_at_its_place(role):
    provider = ProviderFactory()
    user = somebody(role, provider)
    assert {stage for stage in Stage if who.holds(user, stage, provider)} == OWN[role]
    assert set(who.stages_of(user)) == OWN[role]


@pytest.mark.django_db
@pytest.mark.parametrize("role", AT_PROVIDERS)
def test_role_at_a_provider_holds_nothing_elsewhere(role):
    user = somebody(role, ProviderFactory())
    elsewhere = ProviderFactory()
    assert not any(who.holds(user, stage, elsewhere) for stage in Stage)


@pytest.mark.django_db
def test_nobody_without_a_role_holds_a_stage():
    user = UserFactory()
    assert who.stages_of(user) == ()
    assert not any(who.holds(user, stage, ProviderFactory()) for stage in Stage)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "stage", "own", "may"),
    [
        (Role.REVIEWER, Stage.PROVIDER, False, True),
        (Role.REVIEWER, Stage.PROVIDER, True, False),
        (Role.PROVIDER_OWNER, Stage.PROVIDER, False, True),
        (Role.PROVIDER_OWNER, Stage.PROVIDER, True, False),
        (Role.DIDACTICS, Stage.DIDACTICS, False, True),
        (Role.DIDACTICS, Stage.DIDACTICS, True, False),
        (Role.ACCESSIBILITY, Stage.ACCESSIBILITY, True, False),
        (Role.EDITOR, Stage.PROVIDER, True, True),
        (Role.EDITOR, Stage.OFFICE, True, True),
        (Role.AUTHOR, Stage.PROVIDER, False, False),
    ],
)
def test_nobody_but_the_office_decides_on_what_they_have_handed_in(role, stage, own, may):
    provider = ProviderFactory()
    user = somebody(role, provider)
    requested_by = user.pk if own else None
    assert who.may_decide(user, stage, provider, requested_by=requested_by) is may


@pytest.mark.django_db
@pytest.mark.parametrize("stage", FULL)
def test_people_of_a_stage_are_told_without_whoever_has_handed_in(stage):
    provider = ProviderFactory()
    role = ROLE_OF[stage][0]
    first, second = somebody(role, provider), somebody(role, provider)
    assert who.people_of(stage, provider, without=None) == [first, second]
    assert who.people_of(stage, provider, without=first.pk) == [second]


@pytest.mark.django_db
@pytest.mark.parametrize("stage", [Stage.PROVIDER, Stage.DIDACTICS, Stage.ACCESSIBILITY])
def test_office_is_told_where_a_stage_has_nobody(stage):
    editor = holder(Role.EDITOR)
    assert who.people_of(stage, ProviderFactory(), without=None) == [editor]


@pytest.mark.django_db
def test_person_with_two_roles_of_a_stage_is_told_once():
    provider = ProviderFactory()
    user = somebody(Role.REVIEWER, provider)
    from_two = holder(Role.PROVIDER_OWNER, provider)
    assert who.people_of(Stage.PROVIDER, provider, without=None) == [user, from_two]


@pytest.mark.parametrize("table", [LABELS, QUESTIONS, DAYS, ROLE_OF])
def test_every_stage_has_words_days_and_people(table):
    assert list(table) == list(FULL)
    assert all(table.values())


def test_ways_begin_at_the_provider_and_end_with_the_office():
    for way in (FULL, SHORT):
        assert way[0] is Stage.PROVIDER
        assert way[-1] is Stage.OFFICE
    assert set(SHORT) < set(FULL)
    assert set(PLATFORM) == set(FULL) - {Stage.PROVIDER}
