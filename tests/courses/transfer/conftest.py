"""A town that employs newcomers, and its human resources office."""

import pytest

from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user
