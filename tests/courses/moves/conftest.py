"""A town with two departments between which people move."""

import pytest

from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def depot(town):
    return DepartmentFactory(municipality=town, name="Bauhof")


@pytest.fixture
def cash(town):
    return DepartmentFactory(municipality=town, name="Stadtkasse")
