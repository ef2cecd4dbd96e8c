"""What heads assign to many is proposed, looked at and released by human resources."""

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Period
from courses.bundles.models import Bundle
from courses.oversight.models import Handed
from members.messages.models import Message
from members.second_person import services as second_person
from members.second_person.errors import Outdated
from members.second_person.models import Proposal, Rule
from tests.factories.assignments import PeriodFactory
from tests.factories.people import DepartmentFactory
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
