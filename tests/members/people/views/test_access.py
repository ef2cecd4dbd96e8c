"""The office gives all roles; a provider only gives its own authors theirs."""

import pytest

from members.messages.models import Message
from members.roles.catalogue import Role
from members.roles.models import Grant
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.people import PersonFactory
from tests.factories.roles import GrantFactory
from tests.members.people.views.conftest import text_of

pytestmark = pytest.mark.django_db
PAGE = "/genossenschaft/zugaenge/"
ADA = {"first_name": "Ada", "last_name": "Autorin", "email": "ada@hs.example"}


@pytest.fixture
def owner(client):
    """Sign the manager of a provider in."""
    grant = GrantFactory(role=Role.PROVIDER_OWNER)
    client.force_login(grant.user)
    return grant


def test_office_sees_all_roles_and_filters_them(client, office, django_assert_max_num_queries):
    for role in Role:
        GrantFactory(role=role)
    with django_assert_max_num_queries(10):
        response = client.get(PAGE)
    assert response.context["page"].paginator.count == len(Role) + 1
    only = client.get(PAGE, {"rolle": "author"}).context["page"]
    assert [grant.role for grant in only] == ["author"]
    assert client.get(PAGE, {"rolle": "?"}).status_code == 200


def test_owner_sees_only_the_roles_of_the_own_provider(client, owner):
    own = GrantFactory(role=Role.AUTHOR, provider=owner.provider)
    foreign = GrantFactory(role=Role.AUTHOR)
    assert set(client.get(PAGE).context["page"]) == {own, owner}
    assert client.get(f"{PAGE}{foreign.pk}/entziehen/").status_code == 404


def test_owner_invites_an_author(client, owner):
    assert "office" not in text_of(client.get(f"{PAGE}vergeben/"))
    data = ADA | {"role": "author", "provider": owner.provider.pk}
    assert client.post(f"{PAGE}vergeben/", data).status_code == 302
    assert Message.objects.get().email == "ada@hs.example"


@pytest.mark.parametrize("change", [{"role": "office"}, {"role": "editor"}])
def test_owner_cannot_give_other_roles(client, owner, change):
    data = ADA | {"provider": owner.provider.pk} | change
    assert client.post(f"{PAGE}vergeben/", data).status_code == 400


def test_owner_cannot_invite_for_another_provider(client, owner):
    data = ADA | {"role": "author", "provider": ProviderFactory().pk}
    assert client.post(f"{PAGE}vergeben/", data).status_code == 400


@pytest.mark.parametrize(
    ("role", "missing"), [("author", "provider"), ("hr_manager", "municipality")]
)
def test_grant_without_its_place_names_what_is_missing(client, office, role, missing):
    response = client.post(f"{PAGE}vergeben/", ADA | {"role": role})
    assert response.status_code == 400
    assert missing in response.context["form"].errors


def test_office_gives_a_role_to_somebody_who_can_sign_in(client, office):
    person, town = PersonFactory(), MunicipalityFactory()
    data = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "role": "hr_manager",
        "municipality": town.pk,
    }
    assert client.post(f"{PAGE}vergeben/", data).status_code == 302
    grant = Grant.objects.get(role="hr_manager")
    assert (grant.user, grant.municipality, grant.granted_by) == (person.user, town, office)


def test_office_with_a_foreign_address_is_told_so(client, office):
    PersonFactory(email="ada@hs.example")
    response = client.post(f"{PAGE}vergeben/", ADA | {"role": "board"})
    assert response.status_code == 409


def test_revoke_asks_and_takes_back(client, office):
    grant = GrantFactory(role=Role.AUTHOR)
    page = f"{PAGE}{grant.pk}/entziehen/"
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302
    grant.refresh_from_db()
    assert grant.revoked_by == office


def test_revoke_of_the_last_office_is_refused_with_a_sentence(client, office):
    grant = Grant.objects.get(user=office)
    response = client.post(f"{PAGE}{grant.pk}/entziehen/", follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    grant.refresh_from_db()
    assert grant.revoked_at is None


@pytest.mark.parametrize("path", ["", "vergeben/"])
def test_access_is_closed_for_hr_and_visitors(client, town, path):
    assert client.get(PAGE + path).status_code == 302
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    assert client.get(PAGE + path).status_code == 403
