"""The office writes, the board reads, nobody else does either."""

import pytest
from django.contrib.auth.models import AnonymousUser

from campus.kit import dates
from members.cooperative import rules
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
MAY = {Role.OFFICE: (True, True), Role.BOARD: (True, False)}


@pytest.mark.parametrize("role", list(Role))
def test_reading_and_writing_by_role(role):
    user = GrantFactory(role=role).user
    assert (rules.can_read(user), rules.can_write(user)) == MAY.get(role, (False, False))


@pytest.mark.parametrize("role", [Role.OFFICE, Role.BOARD])
def test_nobody_reads_or_writes_with_a_role_that_is_over(role):
    ended = GrantFactory(role=role, revoked_at=dates.now()).user
    closed = GrantFactory(role=role, user=UserFactory(is_active=False)).user
    for user in (ended, closed, AnonymousUser(), UserFactory()):
        assert not rules.can_read(user)
        assert not rules.can_write(user)
