"""Which municipality a page is about: the one named, the own one, the first one."""

import pytest

from members.organisations.models import Municipality
from members.people.selectors import place_of
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    return [MunicipalityFactory() for _ in range(3)]


def test_named_one_is_taken_and_a_foreign_one_is_none(towns):
    user = EmploymentFactory(municipality=towns[0]).person.user
    places = Municipality.objects.filter(pk__in=[towns[0].pk, towns[1].pk])
    assert place_of(user, places, towns[1].slug) == towns[1]
    assert place_of(user, places, towns[2].slug) is None
    assert place_of(user, places, "gibt-es-nicht") is None


def test_own_one_is_taken_where_none_is_named(towns):
    user = EmploymentFactory(municipality=towns[1]).person.user
    places = Municipality.objects.filter(pk__in=[town.pk for town in towns])
    assert place_of(user, places, "") == towns[1]


def test_first_one_is_taken_by_who_works_elsewhere(towns):
    user = EmploymentFactory(municipality=towns[2]).person.user
    places = Municipality.objects.filter(pk__in=[towns[0].pk, towns[1].pk]).order_by("pk")
    assert place_of(user, places, "") == towns[0]
    assert place_of(user, places.none(), "") is None
