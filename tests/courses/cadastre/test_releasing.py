"""What is adopted from the cadastre for many is released by a second person, or nothing is."""

import pytest
from django.urls import reverse

from courses.assignments.models import Obligation, Period
from courses.cadastre.models import Adoption
from courses.cadastre.origins import key_of
from members.roles.catalogue import Role
from members.second_person.models import Proposal, Rule
from tests.factories.cadastre import adopted, member_town, published
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
CREATE = reverse("assignments:create")


@pytest.fixture
def office(client):
    """Return a member town of three people where two decide on two people, and who is in."""
    town, hr = member_town()
    colleague = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    EmploymentFactory.create_batch(3, municipality=town)
    Rule.objects.create(municipality=town, from_people=2)
    client.force_login(hr)
    return town, hr, colleague


def form_of(client, version, town):
    address = f"{CREATE}?kommune={town.slug}&vorlage={key_of(version)}"
    form = client.get(address).context["form"]
    filled = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return address, {name: value for name, value in filled.items() if value is not None}


def propose(client, version, town):
    address, values = form_of(client, version, town)
    stamp = client.post(address, values).context["stamp"]
    client.post(address, {**values, "step": "confirm", "stamp": stamp})
    return Proposal.objects.get()


def release(client, proposal, by):
    client.force_login(by)
    detail = reverse("second_person:detail", args=[proposal.reference])
    return client.post(detail, {"step": "release"}, follow=True)


def test_proposed_nothing_is_adopted_and_released_it_is_with_its_origin(client, office):
    town, _hr, colleague = office
    version = published()
    proposal = propose(client, version, town)
    assert not Adoption.objects.exists() and not Obligation.objects.exists()
    release(client, proposal, colleague)
    adoption = Adoption.objects.get()
    assert (adoption.version, adoption.adopted_by) == (version, colleague)
    assert adoption.obligation == Obligation.objects.get()
    assert Period.objects.count() == proposal.people


@pytest.mark.parametrize("change", ["adopted by another", "newer version", "proposer is gone"])
def test_entry_that_cannot_be_taken_any_more_is_not(client, office, change):
    town, hr, colleague = office
    version = published()
    proposal = propose(client, version, town)
    if change == "adopted by another":
        adopted(version, town, hr)
    elif change == "newer version":
        version.entry.current = None
        version.entry.save()
    else:
        Proposal.objects.update(proposed_by=None)
    before = Obligation.objects.count()
    answer = release(client, proposal, colleague)
    assert answer.status_code == 409
    assert "hat sich etwas geändert" in answer.content.decode()
    assert Obligation.objects.count() == before


def test_withdrawn_one_leads_back_to_the_form_of_the_entry(client, office):
    town, _hr, _colleague = office
    version = published()
    proposal = propose(client, version, town)
    detail = reverse("second_person:detail", args=[proposal.reference])
    text = client.post(detail, {"step": "withdraw"}, follow=True).content.decode()
    assert f"vorlage={key_of(version)}" in text
