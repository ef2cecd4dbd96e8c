"""People who run the platform."""

import pytest

from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory


@pytest.fixture
def operator(client, django_capture_on_commit_callbacks):
    """Sign in as an administrator of the platform."""
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        grant(user=user, role=Role.ADMINISTRATOR)
    client.force_login(user)
    return user
