"""Who looks at the pages of HR and of the office."""

import pytest

from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory
from tests.factories.roles import GrantFactory


@pytest.fixture
def town():
    return MunicipalityFactory(name="Stadt Musterstadt", slug="musterstadt")


@pytest.fixture
def hr(client, town):
    """Sign HR of the town in."""
    user = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    client.force_login(user)
    return user


@pytest.fixture
def bauhof(town):
    return DepartmentFactory(municipality=town, name="Bauhof")


@pytest.fixture
def bauhof_hr(client, bauhof):
    """Sign the training officer of one department in."""
    user = GrantFactory(role=Role.DEPARTMENT_HR, department=bauhof).user
    client.force_login(user)
    return user


@pytest.fixture
def office(client):
    """Sign the office in."""
    user = GrantFactory(role=Role.OFFICE).user
    client.force_login(user)
    return user


def text_of(response):
    return " ".join(response.content.decode().split())
