"""Many seats: proposed as previewed, released by another one, booked in the name of who asked."""

import pytest
from django.urls import reverse

from courses.bookings import releasing
from courses.bookings.models import Booking
from courses.enrolment.models import BookedSeat
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from members.second_person import services as second_person
from members.second_person.models import Proposal, Rule
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
CREATE = reverse("bookings:create")
State = Proposal.State


@pytest.fixture
def colleague(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def values(offer, depot):
    return {"course": str(offer.course_id), "departments": [str(depot.pk)], "unnamed": "1"}


def page(response):
    return response.content.decode()


def confirm(client, values):
    stamp = client.post(CREATE, values).context["plan"].stamp
    return client.post(CREATE, {**values, "step": "confirm", "stamp": stamp})


@pytest.fixture
def proposal(client, town, hr, colleague, jobs, values):
    Rule.objects.create(municipality=town, from_people=3)
    client.force_login(hr)
    assert "Zur Freigabe vorschlagen" in page(client.post(CREATE, values))
    confirm(client, values)
    return Proposal.objects.get()


def address(name, proposal):
    return reverse(name, args=[proposal.reference])


def decide(client, proposal, **typed):
    return client.post(address("second_person:detail", proposal), typed, follow=True)


@pytest.mark.parametrize(("from_people", "needs_two"), [(3, True), (4, False), (None, False)])
def test_every_seat_counts_also_one_without_a_name(
    client, town, hr, colleague, jobs, values, from_people, needs_two
):
    if from_people:
        Rule.objects.create(municipality=town, from_people=from_people)
    client.force_login(hr)
    confirm(client, values)
    assert Proposal.objects.exists() is needs_two
    assert Booking.objects.exists() is not needs_two


def test_proposed_nothing_is_booked(proposal, offer):
    assert not BookedSeat.objects.exists()
    assert (proposal.kind, proposal.people) == ("booking", 3)
    assert str(offer.course.title) in proposal.title


def test_colleague_looks_and_releases_in_the_name_of_who_asked(
    client, proposal, colleague, hr, jobs
):
    client.force_login(colleague)
    AccessLogEntry.objects.all().delete()
    text = page(client.get(address("bookings:proposed", proposal)))
    assert all(str(job.person) in text for job in jobs[:2])
    assert 'name="step"' not in text and "Zurück zum Vorschlag" in text
    assert AccessLogEntry.objects.filter(viewer=colleague, what="bookings").count() == 2
    assert "3 Plätze sind gebucht" in page(decide(client, proposal, step="release"))
    booking = Booking.objects.get()
    assert (booking.created_by, booking.total, booking.can_be_undone) == (hr, 3, True)


def test_who_asked_neither_releases_nor_refuses(client, proposal):
    assert decide(client, proposal, step="release").status_code == 409
    assert decide(client, proposal, step="refuse", reason="Doch").status_code == 409
    assert not Booking.objects.exists()


def test_colleague_among_the_booked_changes_nothing(client, proposal, colleague, jobs):
    """What is released is what the asker saw, whoever looks at it."""
    jobs[0].person.user = colleague
    jobs[0].person.save()
    client.force_login(colleague)
    decide(client, proposal, step="release")
    assert Booking.objects.get().total == 3


@pytest.mark.parametrize(
    "change", ["somebody joins", "the price rises", "course is gone", "asker lost the role"]
)
def test_something_else_than_previewed_is_never_booked(
    client, proposal, colleague, town, depot, offer, hr, change
):
    if change == "somebody joins":
        EmploymentFactory(municipality=town, department=depot)
    elif change == "the price rises":
        offer.price = offer.price + 1
        offer.save()
    elif change == "course is gone":
        offer.course.unpublish()
    else:
        hr.grants.update(revoked_at=proposal.proposed_at)
    client.force_login(colleague)
    client.get(address("bookings:proposed", proposal))
    answer = decide(client, proposal, step="release")
    assert answer.status_code == 409
    assert "hat sich etwas geändert" in page(answer)
    proposal.refresh_from_db()
    assert proposal.state == State.OUTDATED and not Booking.objects.exists()


def test_preview_says_when_it_is_no_longer_the_same(client, proposal, colleague, town, depot):
    EmploymentFactory(municipality=town, department=depot)
    client.force_login(colleague)
    answer = client.get(address("bookings:proposed", proposal))
    assert answer.status_code == 409 and "hat sich etwas geändert" in page(answer)


def test_refused_who_asked_reads_why_and_fills_in_anew(client, proposal, colleague, hr, depot):
    second_person.refuse(proposal=proposal, reason="Zu teuer für das Budget", by=colleague)
    text = page(client.get(address("second_person:detail", proposal)))
    assert "Zu teuer für das Budget" in text and "Erneut ausfüllen" in text
    assert f'name="departments" value="{depot.pk}"' in text
    proposal.refresh_from_db()
    sent = {**proposal.payload, "step": "change"}
    form = client.post(releasing.again(proposal), sent)
    assert form.status_code == 200 and "checked" in page(form)
    client.force_login(colleague)
    assert "Erneut ausfüllen" not in page(client.get(address("second_person:detail", proposal)))


def test_training_officer_proposes_and_human_resources_release(
    client, town, colleague, depot, jobs, values
):
    Rule.objects.create(municipality=town, from_people=2)
    officer = GrantFactory(role=Role.DEPARTMENT_HR, department=depot).user
    client.force_login(officer)
    confirm(client, {name: values[name] for name in ("course", "departments")})
    proposal = Proposal.objects.get()
    assert "Vorschlag zurücknehmen" in page(client.get(address("second_person:detail", proposal)))
    assert client.get(address("bookings:proposed", proposal)).status_code == 200
    assert client.get(reverse("second_person:index")).status_code == 403
    client.force_login(colleague)
    decide(client, proposal, step="release")
    assert Booking.objects.get().created_by == officer


def test_strangers_find_no_proposal(client, proposal):
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=MunicipalityFactory()).user)
    assert client.get(address("bookings:proposed", proposal)).status_code == 404


def test_decided_the_preview_leads_to_the_decision(client, proposal, colleague):
    second_person.refuse(proposal=proposal, reason="Nein", by=colleague)
    answer = client.get(address("bookings:proposed", proposal))
    assert answer.url == address("second_person:detail", proposal)


def test_bookings_leave_no_way_around_the_stamp(client, town, hr, colleague, jobs, values):
    Rule.objects.create(municipality=town, from_people=1)
    client.force_login(hr)
    answer = client.post(CREATE, {**values, "step": "confirm", "stamp": "0" * 32})
    assert answer.status_code == 409 and not Proposal.objects.exists()
