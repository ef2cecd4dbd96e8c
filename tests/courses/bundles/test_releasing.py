"""Many people at once: proposed as previewed, released by another one, exactly that or nothing."""

import pytest
from django.urls import reverse

from courses.assignments.models import Obligation, Period
from courses.bundles.models import Bundle
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from members.second_person.models import Proposal, Rule
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
CREATE = reverse("course_bundles:create")
State = Proposal.State


@pytest.fixture
def colleague(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


def page(response):
    return response.content.decode()


def confirm(client, values):
    stamp = client.post(CREATE, values).context["stamp"]
    return client.post(CREATE, {**values, "step": "confirm", "stamp": stamp})


@pytest.fixture
def proposal(client, town, hr, colleague, jobs, values):
    Rule.objects.create(municipality=town, from_people=2)
    client.force_login(hr)
    assert "Zur Freigabe vorschlagen" in page(client.post(CREATE, values))
    confirm(client, values)
    return Proposal.objects.get()


def address(name, proposal):
    return reverse(name, args=[proposal.reference])


def release(client, proposal):
    return client.post(address("second_person:detail", proposal), {"step": "release"}, follow=True)


def test_few_people_need_nobody_else(client, town, hr, jobs, values):
    Rule.objects.create(municipality=town, from_people=3)
    client.force_login(hr)
    confirm(client, values)
    assert Bundle.objects.exists() and not Proposal.objects.exists()


def test_proposed_nothing_is_written(proposal, course):
    assert not Bundle.objects.exists() and not Obligation.objects.exists()
    assert (proposal.people, proposal.kind) == (2, "bundle")
    assert course.title in proposal.title


def test_colleague_looks_person_by_person_and_releases(client, proposal, colleague, jobs, hr):
    client.force_login(colleague)
    AccessLogEntry.objects.all().delete()
    text = page(client.get(address("course_bundles:proposed", proposal)))
    assert all(str(job.person) in text for job in jobs[:2])
    assert AccessLogEntry.objects.filter(viewer=colleague).count() == 2
    assert 'name="step"' not in text
    assert "4 Pflichten sind zugewiesen" in page(release(client, proposal))
    assert Period.objects.count() == 4
    assert Bundle.objects.get().created_by == colleague


def test_proposer_cannot_release(client, proposal):
    assert release(client, proposal).status_code == 409
    assert not Bundle.objects.exists()


@pytest.mark.parametrize("change", ["somebody joins", "somebody leaves", "course is gone"])
def test_something_else_than_previewed_is_never_assigned(
    client, proposal, colleague, town, depot, jobs, course, change
):
    if change == "somebody joins":
        EmploymentFactory(municipality=town, department=depot)
    elif change == "somebody leaves":
        jobs[0].delete()
    else:
        course.unpublish()
    client.force_login(colleague)
    client.get(address("course_bundles:proposed", proposal))
    answer = release(client, proposal)
    assert answer.status_code == 409
    assert "hat sich etwas geändert" in page(answer)
    proposal.refresh_from_db()
    assert proposal.state == State.OUTDATED
    assert not Bundle.objects.exists()


def test_preview_says_when_it_is_no_longer_the_same(client, proposal, colleague, town, depot):
    EmploymentFactory(municipality=town, department=depot)
    client.force_login(colleague)
    answer = client.get(address("course_bundles:proposed", proposal))
    assert answer.status_code == 409 and "hat sich etwas geändert" in page(answer)


def test_decided_proposals_have_no_preview_any_more(client, proposal, hr):
    client.post(address("second_person:detail", proposal), {"step": "withdraw"})
    answer = client.get(address("course_bundles:proposed", proposal))
    assert answer.url == address("second_person:detail", proposal)


def test_alone_in_human_resources_one_is_told_what_to_do(client, town, hr, jobs, values):
    Rule.objects.create(municipality=town, from_people=1)
    client.force_login(hr)
    answer = confirm(client, values)
    assert answer.status_code == 400 and "außer Ihnen betreut niemand" in page(answer)
    assert not Proposal.objects.exists()


def test_old_preview_is_not_even_proposed(client, town, hr, colleague, jobs, depot, values):
    Rule.objects.create(municipality=town, from_people=1)
    client.force_login(hr)
    stamp = client.post(CREATE, values).context["stamp"]
    EmploymentFactory(municipality=town, department=depot)
    answer = client.post(CREATE, {**values, "step": "confirm", "stamp": stamp})
    assert answer.status_code == 409
    assert not Proposal.objects.exists()
