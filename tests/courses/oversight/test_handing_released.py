"""What heads assign to many is proposed, looked at and released by human resources."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from campus.kit import dates
from courses.assignments.models import Period
from courses.bundles.models import Bundle
from courses.oversight.models import Handed
from members.messages.models import Message
from members.roles.catalogue import Role
from members.second_person import services as second_person
from members.second_person.errors import NoLongerOpen, Outdated
from members.second_person.models import Proposal, Rule
from tests.factories.assignments import PeriodFactory
from tests.factories.people import DepartmentFactory
from tests.factories.roles import GrantFactory
from tests.support.handing import HAND_ON, assign, values

pytestmark = pytest.mark.django_db
TEAM = reverse("oversight:team")


def text(response):
    return response.content.decode()


@pytest.fixture
def proposal(client, head, people, duty, hr):
    """Return what a head has proposed where two decide on two people."""
    Rule.objects.create(municipality=duty.municipality, from_people=2)
    client.force_login(head)
    page = text(assign(client, duty, *people))
    assert "Vorgeschlagen." in page
    assert not Bundle.objects.exists()
    return Proposal.objects.get()


def test_few_people_need_nobody_else(client, head, people, duty, hr):
    Rule.objects.create(municipality=duty.municipality, from_people=2)
    client.force_login(head)
    assign(client, duty, people[0])
    assert Bundle.objects.exists() and not Proposal.objects.exists()


def test_human_resources_look_person_by_person_and_release(client, proposal, hr, head, people):
    client.force_login(hr)
    detail = reverse("second_person:detail", args=[proposal.reference])
    look = reverse("oversight:handing_proposed", args=[proposal.reference])
    assert look in text(client.get(detail))
    page = text(client.get(look))
    assert all(str(job.person) in page for job in people)
    assert 'value="confirm"' not in page
    client.post(detail, {"step": "release"})
    assert Period.objects.filter(employment__in=people).count() == 2
    told = Message.objects.get(recipient=head, kind="second_person_decided")
    assert told.link == TEAM
    client.force_login(head)
    assert client.get(told.link).status_code == 200


@pytest.mark.parametrize("change", ["no longer handed", "moved away", "head is gone", "has it"])
def test_what_is_no_longer_so_is_not_released(proposal, hr, people, duty, town, change):
    if change == "no longer handed":
        Handed.objects.all().delete()
    if change == "moved away":
        people[0].department = DepartmentFactory(municipality=town)
        people[0].save()
    if change == "head is gone":
        Proposal.objects.update(proposed_by=None)
    if change == "has it":
        duty.people.add(people[0])
        PeriodFactory(obligation=duty, employment=people[0], due_on=dates.today())
    proposal.refresh_from_db()
    with pytest.raises(Outdated):
        second_person.release(proposal=proposal, by=hr)
    assert not Bundle.objects.exists()


def test_decided_proposal_leads_back_to_its_page(client, proposal, hr):
    second_person.refuse(proposal=proposal, reason="Im Herbst.", by=hr)
    client.force_login(hr)
    look = reverse("oversight:handing_proposed", args=[proposal.reference])
    detail = reverse("second_person:detail", args=[proposal.reference])
    assert client.get(look).url == detail


def test_without_anybody_to_release_it_is_said(client, head, people, duty):
    Rule.objects.create(municipality=duty.municipality, from_people=1)
    client.force_login(head)
    stamp = client.post(HAND_ON, values(duty, people[0])).context["stamp"]
    sent = {**values(duty, people[0]), "step": "confirm", "stamp": stamp}
    assert client.post(HAND_ON, sent).status_code == 400
    assert not Proposal.objects.exists()


def withdraw(client, proposal):
    address = reverse("oversight:withdraw_handing", args=[proposal.reference])
    return client.post(address, follow=True)


def test_head_sees_what_waits_and_takes_it_back(client, proposal, head, hr):
    client.force_login(head)
    page = text(client.get(TEAM))
    assert "Wartet auf das Personal" in page
    assert "für 2 Personen" in page
    said = text(withdraw(client, proposal))
    assert "Ihr Vorschlag ist zurückgenommen." in said
    assert "Wartet auf das Personal" not in said
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (Proposal.State.WITHDRAWN, head)
    assert not Bundle.objects.exists()


def test_withdrawn_proposal_leaves_the_list_of_human_resources_and_stays_in_the_log(
    client, proposal, head, hr
):
    client.force_login(hr)
    index, title = reverse("second_person:index"), proposal.title
    assert title in text(client.get(index))
    client.force_login(head)
    withdraw(client, proposal)
    client.force_login(hr)
    assert title not in text(client.get(index))
    detail = text(client.get(reverse("second_person:detail", args=[proposal.reference])))
    assert "zurückgezogen" in detail and 'value="release"' not in detail
    entry = ModelLogEntry.objects.filter(action="second_person.decide").latest("pk")
    assert entry.user == head
    assert (entry.data["state"], entry.data["title"]) == ("withdrawn", title)
    with pytest.raises(NoLongerOpen):
        second_person.release(proposal=proposal, by=hr)


def test_what_was_decided_meanwhile_is_not_withdrawn_and_that_is_said(client, proposal, head, hr):
    second_person.release(proposal=proposal, by=hr)
    client.force_login(head)
    assert "freigegeben und ausgeführt" in text(withdraw(client, proposal))
    assert Bundle.objects.exists()
    proposal.refresh_from_db()
    assert proposal.is_released


def test_what_has_run_out_no_longer_waits(client, proposal, head):
    Proposal.objects.update(expires_at=dates.now())
    client.force_login(head)
    assert "Wartet auf das Personal" not in text(client.get(TEAM))


def test_another_head_neither_sees_nor_withdraws_it(client, proposal, depot):
    other = GrantFactory(role=Role.SUPERIOR, department=depot).user
    client.force_login(other)
    assert "Wartet auf das Personal" not in text(client.get(TEAM))
    assert withdraw(client, proposal).status_code == 404
    proposal.refresh_from_db()
    assert proposal.is_open


def test_proposals_of_other_kinds_are_not_withdrawn_there(client, proposal, head):
    Proposal.objects.update(kind="rule")
    client.force_login(head)
    assert withdraw(client, proposal).status_code == 404
    address = reverse("oversight:withdraw_handing", args=[proposal.reference])
    assert client.get(address).status_code == 405


def test_many_waiting_proposals_cost_no_further_queries(client, proposal, head):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(TEAM).status_code == 200
        return len(caught)

    client.force_login(head)
    few = cost()
    for number in range(4):
        Proposal.objects.create(
            municipality=proposal.municipality, kind="team", title=f"N{number}", proposed_by=head
        )
    assert cost() == few
