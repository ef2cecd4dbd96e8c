"""Groups that a room above keeps: named anew where needed, offered and changed nowhere."""

import pytest
from django.urls import reverse

from members.groups import selectors, services
from members.groups.models import StaffGroup
from members.roles.catalogue import Role
from tests.factories.groups import StaffGroupFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def kept(town):
    return services.keep(municipality=town, name="Einstieg", by=None)


def test_name_that_is_taken_gets_a_number(town, kept):
    StaffGroupFactory(municipality=town, name="Leitung")
    names = [services.keep(municipality=town, name=name, by=None).name for name in ("Leitung",) * 2]
    assert names == ["Leitung (2)", "Leitung (3)"]
    other = services.keep(municipality=MunicipalityFactory(), name="Leitung", by=None)
    assert (kept.name, other.name) == ("Einstieg", "Leitung")


def test_long_names_are_cut_and_stay_apart(town):
    names = {services.keep(municipality=town, name="x" * 200, by=None).name for _n in range(3)}
    assert {len(name) for name in names} == {120}
    assert len(names) == 3


def test_only_its_members_by_name_belong_to_it(town, kept):
    inside, outside = EmploymentFactory.create_batch(2, municipality=town)
    services.put_in(group=kept, jobs=[inside.pk])
    services.put_in(group=kept, jobs=[inside.pk])
    rows = StaffGroup.objects.prefetch_related("departments", "people")
    [rule] = selectors.rules_of(rows, town)
    assert {rule.holds_for(one) for one in selectors.facts_of(town.employments.all())} == {
        True,
        False,
    }
    services.take_out(group=kept, jobs=[inside.pk, outside.pk])
    assert not kept.people.exists()


def test_no_list_offers_it_and_nobody_opens_it(client, town, kept):
    own = StaffGroupFactory(municipality=town)
    assert list(selectors.groups_of(town)) == [own]
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    assert "Einstieg" not in client.get(reverse("staff_groups:list")).content.decode()
    for name in ("detail", "change", "remove"):
        assert client.get(reverse(f"staff_groups:{name}", args=[kept.pk])).status_code == 404
