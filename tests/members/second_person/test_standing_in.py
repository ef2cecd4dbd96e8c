"""Deputies and the rule of two: within their days, never for what they or their principal asked."""

import datetime as dt

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from campus.kit import dates
from members.deputies.models import Deputyship
from members.messages.models import Message
from members.roles.catalogue import Role
from members.second_person import errors, rules, selectors, services
from members.second_person.models import Proposal, Rule
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def anna(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def ben(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def deputy():
    return UserFactory()


def stands_in(deputy, principal, *, first=0, last=7):
    today = dates.today()
    return Deputyship.objects.create(
        principal=principal,
        deputy=deputy,
        first_day=today + first * DAY,
        last_day=today + last * DAY,
    )


@pytest.fixture
def proposal(town, anna, ben):
    """Anna wants to loosen the rule."""
    Rule.objects.create(municipality=town, from_people=5)
    return services.agree(municipality=town, from_people=None, by=anna)


def address(proposal):
    return reverse("second_person:detail", args=[proposal.reference])


def test_deputy_of_the_second_person_releases_and_both_names_stay(
    client, town, anna, ben, deputy, proposal
):
    stands_in(deputy, ben)
    client.force_login(deputy)
    text = client.get(address(proposal)).content.decode()
    assert f"in Vertretung für {ben}" in text
    client.post(address(proposal), {"step": "release"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.decided_for) == ("applied", deputy, ben)
    assert selectors.threshold_of(town) is None
    body = Message.objects.get(kind="second_person_decided").body
    assert f"{deputy}, in Vertretung für {ben}" in body
    client.force_login(anna)
    text = client.get(address(proposal)).content.decode()
    assert f"{deputy}, in Vertretung für {ben}" in text
    entry = ModelLogEntry.objects.get(action="second_person.decide")
    assert (entry.user, entry.data["standing_in_for"]) == (deputy, ben.pk)
    assert entry.data["proposed_by"] == anna.pk


@pytest.mark.parametrize(("first", "last"), [(1, 7), (-7, -1)])
def test_before_and_after_the_days_there_is_nothing_to_see(
    client, ben, deputy, proposal, first, last
):
    stands_in(deputy, ben, first=first, last=last)
    client.force_login(deputy)
    assert client.get(address(proposal)).status_code == 403
    assert client.post(address(proposal), {"step": "release"}).status_code == 403


def test_deputy_of_the_asker_does_not_release_for_the_asker(client, anna, deputy, proposal):
    stands_in(deputy, anna)
    client.force_login(deputy)
    text = client.get(address(proposal)).content.decode()
    assert "vertreten die Person, die dies vorgeschlagen hat" in text
    assert "Freigeben und ausführen" not in text
    answer = client.post(address(proposal), {"step": "release"})
    assert answer.status_code == 403
    assert "Das können Sie nicht entscheiden" in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.is_open


def test_asker_who_stands_in_for_the_second_person_does_not_release(anna, ben, proposal):
    stands_in(anna, ben)
    assert rules.decides_as(anna, proposal) is None
    with pytest.raises(errors.NotByYourself):
        services.release(proposal=proposal, by=anna)


def test_deputy_of_both_decides_for_the_other_one(anna, ben, deputy, proposal):
    stands_in(deputy, anna)
    stands_in(deputy, ben)
    assert rules.decides_as(deputy, proposal) == ben


def test_second_person_in_person_decides_for_nobody_else(anna, ben, proposal):
    carla = GrantFactory(role=Role.HR_MANAGER, municipality=proposal.municipality).user
    stands_in(ben, carla)
    assert services.release(proposal=proposal, by=ben).decided_for is None


def test_deputy_refuses_with_a_reason(anna, ben, deputy, proposal):
    stands_in(deputy, ben)
    services.refuse(proposal=proposal, reason="Erst nach dem Urlaub", by=deputy)
    assert "Erst nach dem Urlaub" in Message.objects.get(kind="second_person_decided").body


def test_deputies_hear_of_what_waits(town, anna, ben, deputy):
    stands_in(deputy, ben)
    stands_in(anna, ben)
    Rule.objects.create(municipality=town, from_people=5)
    services.agree(municipality=town, from_people=None, by=anna)
    told = Message.objects.filter(kind="second_person_proposed")
    assert {one.recipient for one in told} == {ben, deputy}


def test_deputy_of_the_only_other_one_does_not_make_a_second_person(town, anna, deputy):
    """Who stands in for the asker is nobody else."""
    stands_in(deputy, anna)
    Rule.objects.create(municipality=town, from_people=5)
    with pytest.raises(errors.NobodyElse):
        services.agree(municipality=town, from_people=None, by=anna)


def test_deputy_sees_what_waits_and_leaves_the_rule_alone(client, town, ben, deputy, proposal):
    stands_in(deputy, ben)
    client.force_login(deputy)
    text = client.get(reverse("second_person:index")).content.decode()
    assert proposal.title in text and "from_people" not in text
    answer = client.post(reverse("second_person:index"), {"from_people": "2"})
    assert answer.status_code == 403
    assert selectors.threshold_of(town) == 5


def test_deputy_of_another_town_sees_nothing(client, deputy, proposal):
    stranger = GrantFactory(role=Role.HR_MANAGER, municipality=MunicipalityFactory()).user
    stands_in(deputy, stranger)
    client.force_login(deputy)
    assert client.get(address(proposal)).status_code == 404
    assert Proposal.objects.filter(pk__in=rules.visible_proposals(deputy)).count() == 0


def test_deputy_whose_principal_lost_the_role_decides_nothing(ben, deputy, proposal):
    stands_in(deputy, ben)
    ben.grants.update(revoked_at=dates.now())
    with pytest.raises(errors.NotYourDecision):
        services.release(proposal=proposal, by=deputy)


def test_deputies_page_leads_to_what_waits(client, ben, deputy, proposal):
    stands_in(deputy, ben)
    client.force_login(deputy)
    text = client.get(reverse("deputies:index")).content.decode()
    assert reverse("second_person:index") in text
