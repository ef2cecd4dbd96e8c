"""Who may do what in the studio: every role by every deed, on own and on foreign things."""

import pytest
from django.contrib.auth.models import AnonymousUser

from courses.modules import policies, rules
from courses.modules.models import Lesson, Media, Module
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.modules import LessonFactory, MediaFactory
from tests.factories.organisations import ProviderFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
WRITING = {"view", "add", "change", "delete", "choose"}
PUBLISHING = {"publish", "lock", "unlock"}
DEEDS = sorted(WRITING | PUBLISHING)
AUTHORS = {Role.AUTHOR, Role.PROVIDER_OWNER}


def somebody(role, **place):
    return GrantFactory(role=role, **place).user


@pytest.mark.parametrize("role", list(Role))
def test_role_may_do_exactly_its_deeds(role):
    user = somebody(role)
    allowed = {deed for deed in DEEDS if rules.may(user, deed)}
    if role == Role.EDITOR:
        assert allowed == WRITING | PUBLISHING
    elif role == Role.REVIEWER:
        assert allowed == {"view"}
    else:
        assert allowed == (WRITING if role in AUTHORS else set())
    assert rules.may_teach(user) is ("change" in allowed)


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_without_role_or_account_may_anything(deed):
    assert not rules.may(UserFactory(), deed)
    assert not rules.may(AnonymousUser(), deed)
    assert not rules.may(UserFactory(is_active=False, is_superuser=True), deed)
    assert rules.may(UserFactory(is_superuser=True), deed)


@pytest.fixture
def things():
    """A lesson, a media file and a module of two providers, the first of them "own"."""
    own, foreign = ProviderFactory(), ProviderFactory()
    rows = {}
    for provider in (own, foreign):
        lesson = LessonFactory(chapter__module__provider=provider)
        rows[provider] = [lesson, MediaFactory(provider=provider), lesson.chapter.module]
    return own, rows[own], rows[foreign]


POLICY = {Lesson: policies.LESSONS, Media: policies.MEDIA, Module: policies.MODULES}


@pytest.mark.parametrize("role", [*sorted(AUTHORS), Role.EDITOR])
@pytest.mark.parametrize("deed", DEEDS)
def test_policy_answers_alike_for_one_row_and_for_the_list(things, role, deed):
    provider, own, foreign = things
    user = somebody(role, **({} if role == Role.EDITOR else {"provider": provider}))
    for row in [*own, *foreign]:
        policy = POLICY[type(row)]
        listed = policy.instances_user_has_any_permission_for(user, [deed]).filter(pk=row.pk)
        single = policy.user_has_permission_for_instance(user, deed, row)
        assert listed.exists() is single
        known = not policy.deeds or deed in policy.deeds
        # Both lessons are published.
        deeds = WRITING - {"delete"} | {"lock"} if isinstance(row, Lesson) else WRITING
        mine = role == Role.EDITOR or (row in own and deed in deeds)
        assert single is (known and mine)


def test_module_can_neither_be_added_nor_deleted_by_anybody(things):
    editor = somebody(Role.EDITOR)
    for deed in ("add", "delete", "publish"):
        assert not policies.MODULES.user_has_permission(editor, deed)
    assert policies.MODULES.user_has_permission(editor, "change")


@pytest.mark.parametrize("deed", ["change", "publish"])
def test_people_who_may_are_those_of_the_provider_and_the_editors(things, deed):
    provider, own, _foreign = things
    author, stranger = somebody(Role.AUTHOR, provider=provider), somebody(Role.AUTHOR)
    editor = somebody(Role.EDITOR)
    gone = somebody(Role.EDITOR)
    gone.is_active = False
    gone.save()
    for row in own[:2]:
        policy = POLICY[type(row)]
        found = set(policy.users_with_any_permission_for_instance([deed], row))
        assert found == ({author, editor} if deed == "change" else {editor})
        everybody = set(policy.users_with_any_permission([deed]))
        assert everybody == ({author, stranger, editor} if deed == "change" else {editor})


def test_author_of_two_providers_sees_both_and_no_third(things):
    provider, own, foreign = things
    user = somebody(Role.AUTHOR, provider=provider)
    GrantFactory(user=user, role=Role.AUTHOR, provider=foreign[1].provider)
    third = MediaFactory()
    seen = policies.MEDIA.instances_user_has_any_permission_for(user, ["view"])
    assert set(seen) == {own[1], foreign[1]}
    assert third not in seen


def test_visible_rows_cost_no_query_per_row(things, django_assert_num_queries):
    provider = things[0]
    user = somebody(Role.AUTHOR, provider=provider)
    for count in (3, 12):
        MediaFactory.create_batch(count, provider=provider)
        rules.may(user, "view")
        with django_assert_num_queries(1):
            list(rules.visible(Media.objects.all(), user, provider="provider"))


def test_author_deletes_own_draft_but_not_what_is_published(things):
    provider, own, foreign = things
    drafts = [LessonFactory(chapter=row[0].chapter, live=False) for row in (own, foreign)]
    author, editor = somebody(Role.AUTHOR, provider=provider), somebody(Role.EDITOR)
    lessons = [own[0], foreign[0], *drafts]
    for user, expected in ((author, drafts[:1]), (editor, lessons)):
        found = policies.LESSONS.instances_user_has_any_permission_for(user, ["delete"])
        assert set(found) == set(expected)
    both = policies.LESSONS.instances_user_has_any_permission_for(author, ["change", "delete"])
    assert set(both) == {own[0], drafts[0]}
