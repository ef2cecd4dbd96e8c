"""An obligation for many is proposed as previewed and released by another one, or nothing is."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Obligation, Period
from members.deputies.models import Deputyship
from members.messages.models import Message
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from members.second_person.models import Proposal, Rule
from tests.factories.enrolment import OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
CREATE = reverse("assignments:create")
State = Proposal.State


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def colleague(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def jobs(town):
    return EmploymentFactory.create_batch(2, municipality=town)


@pytest.fixture
def course():
    return OfferFactory().course


@pytest.fixture
def values(course):
    due = dates.today() + dt.timedelta(days=30)
    return {"course": course.pk, "due_on": due.isoformat(), "legal_basis": "Anweisung 7"}


def page(response):
    return response.content.decode()


def confirm(client, values, **more):
    """Look and confirm what the page sends back, as a browser does."""
    shown = client.post(CREATE, values).context
    # Hidden fields say what was left empty in other words than the form before.
    sent = {**values, "test_first": "False", "path": "", "title": "", "due_start": "day", **more}
    return client.post(CREATE, {**sent, "step": "confirm", "stamp": shown["stamp"]})


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


@pytest.mark.parametrize("from_people", [None, 3])
def test_few_people_or_no_rule_need_nobody_else(client, town, hr, jobs, values, from_people):
    if from_people:
        Rule.objects.create(municipality=town, from_people=from_people)
    client.force_login(hr)
    assert "Zur Freigabe vorschlagen" not in page(client.post(CREATE, values))
    client.post(CREATE, {**values, "step": "confirm"})
    assert Obligation.objects.exists() and not Proposal.objects.exists()


def test_proposed_nothing_is_written_and_nobody_told(proposal, course, jobs):
    assert not Obligation.objects.exists() and not Period.objects.exists()
    assert not Message.objects.filter(kind="assignments_assigned").exists()
    assert (proposal.people, proposal.kind) == (len(jobs), "obligation")
    assert course.title in proposal.title


def test_colleague_looks_person_by_person_and_releases(client, proposal, colleague, jobs, course):
    client.force_login(colleague)
    look = address("assignments:proposed", proposal)
    assert look in page(client.get(address("second_person:detail", proposal)))
    AccessLogEntry.objects.all().delete()
    text = page(client.get(look))
    assert all(str(job.person) in text for job in jobs)
    assert 'name="step"' not in text
    seen = AccessLogEntry.objects.filter(viewer=colleague, viewer_role=Role.HR_MANAGER.value)
    assert seen.count() == len(jobs)
    release(client, proposal)
    assert Obligation.objects.get().course == course
    assert Period.objects.count() == len(jobs)
    proposal.refresh_from_db()
    assert proposal.is_released and proposal.payload == {}


def test_proposer_cannot_release(client, proposal):
    assert release(client, proposal).status_code == 409
    assert not Obligation.objects.exists()


@pytest.mark.parametrize(
    "change", ["somebody joins", "somebody leaves", "course is gone", "obligatory by now"]
)
def test_something_else_than_previewed_is_never_assigned(
    client, proposal, colleague, town, jobs, course, change
):
    if change == "somebody joins":
        EmploymentFactory(municipality=town)
    elif change == "somebody leaves":
        jobs[0].delete()
    elif change == "course is gone":
        course.unpublish()
    else:
        Obligation.objects.create(
            municipality=town, course=course, legal_basis="x", due_on=dates.today()
        )
    before = Obligation.objects.count()
    client.force_login(colleague)
    assert client.get(address("assignments:proposed", proposal)).status_code in (302, 409)
    answer = release(client, proposal)
    assert answer.status_code == 409
    assert "hat sich etwas geändert" in page(answer)
    proposal.refresh_from_db()
    assert proposal.state == State.OUTDATED
    assert Obligation.objects.count() == before and not Period.objects.exists()


def test_days_that_pass_until_the_release_change_nothing(client, town, hr, colleague, jobs, values):
    Rule.objects.create(municipality=town, from_people=2)
    client.force_login(hr)
    relative = {**values, "due_on": "", "due_start": "assignment", "due_amount": "20"}
    confirm(client, relative, due_start="assignment")
    with dates.moved_clock(dates.now() + dt.timedelta(days=2)):
        client.force_login(colleague)
        release(client, Proposal.objects.get())
        due = dates.today() + dt.timedelta(days=20)
        assert {one.due_on for one in Period.objects.all()} == {due}


def test_old_or_missing_preview_is_not_even_proposed(client, town, hr, colleague, jobs, values):
    Rule.objects.create(municipality=town, from_people=1)
    client.force_login(hr)
    stamp = client.post(CREATE, values).context["stamp"]
    EmploymentFactory(municipality=town)
    for old in ({"stamp": stamp}, {}):
        answer = client.post(CREATE, {**values, "step": "confirm", **old})
        assert answer.status_code == 409
        assert "noch einmal an" in page(answer)
        assert answer.context["form"]["legal_basis"].value() == "Anweisung 7"
    assert not Proposal.objects.exists()


def test_alone_in_human_resources_one_is_told_what_to_do(client, town, hr, jobs, values):
    Rule.objects.create(municipality=town, from_people=1)
    client.force_login(hr)
    answer = confirm(client, values)
    assert answer.status_code == 400 and "außer Ihnen betreut niemand" in page(answer)
    assert not Proposal.objects.exists() and not Obligation.objects.exists()


def test_refused_one_is_filled_in_anew(client, proposal, hr, colleague):
    client.force_login(colleague)
    refusal = {"step": "refuse", "reason": "Erst im Herbst"}
    client.post(address("second_person:detail", proposal), refusal)
    client.force_login(hr)
    text = page(client.get(address("second_person:detail", proposal)))
    assert f'action="{CREATE}?kommune=' in text
    assert "Anweisung 7" in text
    gone = client.get(address("assignments:proposed", proposal))
    assert gone.url == address("second_person:detail", proposal)


def test_who_stands_in_looks_and_releases(client, proposal, colleague, jobs):
    today = dates.today()
    deputy = jobs[0].person.user
    Deputyship.objects.create(
        principal=colleague, deputy=deputy, first_day=today, last_day=today + dt.timedelta(days=3)
    )
    client.force_login(deputy)
    assert client.get(address("assignments:proposed", proposal)).status_code == 200
    release(client, proposal)
    assert Obligation.objects.exists()


def test_others_see_no_preview(client, proposal):
    foreign = GrantFactory(role=Role.HR_MANAGER).user
    client.force_login(foreign)
    assert client.get(address("assignments:proposed", proposal)).status_code == 404
