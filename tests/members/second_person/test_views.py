"""The pages of the rule of two: agree, look, release, refuse, withdraw; bad input in sentences."""

import uuid

import pytest
from django.urls import reverse

from members.roles.catalogue import Role
from members.second_person import selectors, services
from members.second_person.models import Proposal, Rule
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
PAGE = "/personal/vier-augen/"


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def anna(client, town):
    user = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    client.force_login(user)
    return user


@pytest.fixture
def ben(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def proposal(town, anna, ben):
    Rule.objects.create(municipality=town, from_people=5)
    return services.agree(municipality=town, from_people=None, by=anna)


def text_of(answer):
    return answer.content.decode()


def address(proposal):
    return reverse("second_person:detail", args=[proposal.reference])


def test_rule_is_set_and_shown(client, town, anna):
    assert "noch nichts vorgeschlagen" in text_of(client.get(PAGE))
    text = text_of(client.post(PAGE, {"from_people": "50"}, follow=True))
    assert 'value="50"' in text
    assert selectors.threshold_of(town) == 50


@pytest.mark.parametrize("typed", ["0", "-3", "viele", "9999999"])
def test_bad_numbers_are_said_and_kept(client, town, anna, typed):
    answer = client.post(PAGE, {"from_people": typed})
    assert answer.status_code == 400
    assert f'value="{typed}"' in text_of(answer)
    assert selectors.threshold_of(town) is None


def test_loosening_alone_is_refused_with_a_way_out(client, town, anna):
    Rule.objects.create(municipality=town, from_people=5)
    answer = client.post(PAGE, {"from_people": ""})
    assert answer.status_code == 400
    assert "außer Ihnen betreut niemand" in text_of(answer)
    assert selectors.threshold_of(town) == 5


def test_loosening_leads_to_its_proposal(client, town, anna, ben):
    Rule.objects.create(municipality=town, from_people=5)
    text = text_of(client.post(PAGE, {"from_people": "20"}, follow=True))
    assert "gilt erst ab 20 Personen" in text and "Vorschlag zurücknehmen" in text
    assert "Freigeben und ausführen" not in text


def test_colleague_releases(client, town, ben, proposal):
    client.force_login(ben)
    assert "wartet auf die zweite Person" in text_of(client.get(PAGE))
    text = text_of(client.post(address(proposal), {"step": "release"}, follow=True))
    assert "Freigegeben und ausgeführt" in text
    assert selectors.threshold_of(town) is None


def test_colleague_refuses_with_a_reason(client, ben, proposal):
    client.force_login(ben)
    answer = client.post(address(proposal), {"step": "refuse", "reason": ""})
    assert answer.status_code == 400 and "nennen Sie einen Grund" in text_of(answer)
    text = text_of(
        client.post(address(proposal), {"step": "refuse", "reason": "Nein"}, follow=True)
    )
    assert "Nein" in text and "Freigeben und ausführen" not in text
    late = client.post(address(proposal), {"step": "release"})
    assert late.status_code == 409 and "nicht mehr offen" in text_of(late)


def test_proposer_cannot_release_even_by_hand(client, town, anna, proposal):
    answer = client.post(address(proposal), {"step": "release"})
    assert answer.status_code == 409
    assert "selbst vorgeschlagen" in text_of(answer)
    client.post(address(proposal), {"step": "withdraw"})
    assert Proposal.objects.get().state == Proposal.State.WITHDRAWN
    assert selectors.threshold_of(town) == 5


def test_strangers_find_nothing(client, town, proposal):
    stranger = GrantFactory(role=Role.HR_MANAGER, municipality=MunicipalityFactory()).user
    client.force_login(stranger)
    assert client.get(address(proposal)).status_code == 404
    assert client.get(f"{PAGE}?kommune={town.slug}").status_code == 404
    assert client.get(f"{PAGE}{uuid.uuid4()}/").status_code == 404
    officer = GrantFactory(role=Role.BOARD).user
    client.force_login(officer)
    assert client.get(PAGE).status_code == 403


def test_list_of_many_asks_no_more_often(client, town, anna, ben, django_assert_max_num_queries):
    for number in range(6):
        Proposal.objects.create(
            municipality=town, kind="rule", title=f"Vorschlag {number}", proposed_by=ben
        )
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        assert text_of(client.get(PAGE)).count("Vorschlag ") >= 6


def test_own_withdrawn_proposal_stays_in_ones_list_and_leaves_that_of_others(
    client, proposal, anna, ben
):
    services.withdraw(proposal=proposal, by=anna)
    assert proposal.title in text_of(client.get(PAGE))
    client.force_login(ben)
    assert proposal.title not in text_of(client.get(PAGE))


@pytest.mark.parametrize("state", ["refused", "applied", "outdated", "expired", "open"])
def test_all_other_proposals_stay_in_every_list(proposal, town, anna, ben, state):
    Proposal.objects.update(state=state, reason="Darum.")
    for user in (anna, ben):
        assert list(selectors.proposals_of(town, user)) == [proposal]


def test_withdrawn_proposal_of_somebody_who_is_gone_is_in_no_list(proposal, town, anna, ben):
    services.withdraw(proposal=proposal, by=anna)
    Proposal.objects.update(proposed_by=None)
    assert not selectors.proposals_of(town, ben).exists()


def test_what_one_waits_for_is_open_ones_own_and_of_the_kind(proposal, town, anna, ben):
    assert selectors.waiting_of(anna, "rule") == [proposal]
    assert selectors.waiting_of(anna, "team") == selectors.waiting_of(ben, "rule") == []
    assert list(selectors.own_proposals(anna, "rule")) == [proposal]
    services.refuse(proposal=proposal, reason="Nein.", by=ben)
    assert selectors.waiting_of(anna, "rule") == []
