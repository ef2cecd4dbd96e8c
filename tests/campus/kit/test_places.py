"""The place of a page: the one named, else the first; foreign ones do not exist."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from campus.kit.places import chosen
from members.organisations.models import Municipality
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine():
    keys = [MunicipalityFactory().pk for _ in range(2)]
    return Municipality.objects.filter(pk__in=keys).order_by("pk")


@pytest.mark.parametrize("slug", [None, ""])
def test_first_place_is_taken_where_none_is_named(mine, slug):
    assert chosen(mine, slug) == mine[0]


def test_named_place_is_taken(mine):
    assert chosen(mine, mine[1].slug) == mine[1]


def test_place_of_others_does_not_exist(mine):
    for slug in (MunicipalityFactory().slug, "gibt-es-nicht"):
        with pytest.raises(Http404):
            chosen(mine, slug)


@pytest.mark.parametrize("slug", [None, "", "gibt-es-nicht"])
def test_who_looks_after_no_place_is_refused(slug):
    with pytest.raises(PermissionDenied):
        chosen(Municipality.objects.none(), slug)
