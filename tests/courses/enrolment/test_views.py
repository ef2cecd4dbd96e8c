"""Booking and deciding over HTTP: status, one sentence, number of queries."""

import pytest
from django.urls import reverse

from courses.enrolment import services
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from members.roles.catalogue import Role
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.people import EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST = "/personal/genehmigungen/"


@pytest.fixture
def job(client):
    """Return the job of the person who is signed in."""
    job = member_employment()
    client.force_login(job.person.user)
    return job


def book(client, offer):
    return client.post(reverse("enrolment:enrol", args=[offer.pk]))


def text_of(response):
    return response.content.decode()


def test_booking_leads_straight_into_the_course(client, job):
    response = book(client, OfferFactory())

    assert response.url == f"/lernen/kurs/{Enrolment.objects.get().registration}/"


def test_booking_twice_gives_one_seat(client, job):
    offer = OfferFactory()

    assert book(client, offer).url == book(client, offer).url
    assert Enrolment.objects.count() == 1


def test_booking_that_needs_approval_says_what_happens_next(client, job):
    offer = OfferFactory(approval_needed=True)
    response = client.post(reverse("enrolment:enrol", args=[offer.pk]), follow=True)

    assert response.redirect_chain[0][0] == offer.course.url
    assert "Ihre Anfrage ist verschickt." in text_of(response)


def test_booking_by_address_shows_the_course(client, job):
    offer = OfferFactory()

    assert client.get(reverse("enrolment:enrol", args=[offer.pk])).url == offer.course.url
    assert not Enrolment.objects.exists()


def test_booking_needs_a_sign_in(client):
    path = reverse("enrolment:enrol", args=[OfferFactory().pk])

    assert client.post(path).url == f"{reverse('account_login')}?next={path}"


def test_booking_unknown_offer_is_not_found(client, job):
    assert client.post(reverse("enrolment:enrol", args=[4711])).status_code == 404


def test_booking_closed_offer_is_refused_in_words(client, job):
    response = book(client, OfferFactory(active=False))

    assert response.status_code == 409
    assert "zurzeit nicht gebucht werden" in text_of(response)


@pytest.mark.parametrize("employed", [True, False])
def test_booking_without_paying_employer_is_refused_in_words(client, employed):
    person = EmploymentFactory().person if employed else PersonFactory()
    client.force_login(person.user)

    response = book(client, OfferFactory())

    assert response.status_code == 403
    assert "Personalabteilung" in text_of(response)


def test_withdraw_asks_first(client, job):
    offer = OfferFactory(approval_needed=True)
    book(client, offer)
    path = reverse("enrolment:withdraw", args=[offer.pk])

    assert "Anfrage zurückziehen?" in text_of(client.get(path))
    assert client.post(path).url == offer.course.url
    assert Enrolment.objects.get().state == State.WITHDRAWN


def test_withdraw_of_a_confirmed_seat_is_refused_in_words(client, job):
    offer = OfferFactory()
    book(client, offer)

    assert client.post(reverse("enrolment:withdraw", args=[offer.pk])).status_code == 409


def test_cancel_says_what_it_costs(client, job):
    offer = OfferFactory(price="49.00")
    book(client, offer)
    path = reverse("enrolment:cancel", args=[offer.pk])

    assert "für Ihren Arbeitgeber noch kostenfrei" in text_of(client.get(path))
    assert client.post(path).status_code == 302
    assert Enrolment.objects.get().state == State.CANCELLED


@pytest.mark.parametrize("name", ["withdraw", "cancel"])
def test_seat_of_somebody_else_is_not_found(client, job, name):
    foreign = EnrolmentFactory()

    assert client.post(reverse(f"enrolment:{name}", args=[foreign.offer_id])).status_code == 404


def requested(count=1, job=None):
    """Return requests of one department, and who decides on them."""
    job = job or member_employment()
    offer = OfferFactory(approval_needed=True)
    jobs = [EmploymentFactory(municipality=job.municipality, department=job.department)]
    jobs += [
        EmploymentFactory(municipality=job.municipality, department=job.department)
        for _ in range(count - 1)
    ]
    made = [services.enrol(person=one.person, offer=offer, by=one.person.user) for one in jobs]
    return made, GrantFactory(role=Role.APPROVER, department=job.department).user


def test_approvals_list_shows_who_asked_for_what(client):
    (enrolment,), approver = requested()
    client.force_login(approver)

    page = text_of(client.get(LIST))
    assert str(enrolment.person) in page
    assert enrolment.offer.course.title in page


def test_enter_in_the_reason_field_can_never_approve(client):
    _requests, approver = requested()
    client.force_login(approver)
    forms = text_of(client.get(LIST)).split("<form")[1:]
    with_reason = [form.split("</form>")[0] for form in forms if 'name="reason"' in form]
    assert with_reason
    assert all('value="approve"' not in form for form in with_reason)


def test_approvals_list_costs_the_same_for_many(client, django_assert_max_num_queries):
    _made, approver = requested(count=12)
    client.force_login(approver)

    with django_assert_max_num_queries(16):
        assert client.get(LIST).status_code == 200


def test_approvals_list_of_nobody_else(client):
    requested()
    client.force_login(GrantFactory(role=Role.APPROVER).user)

    assert "Keine Anfrage offen" in text_of(client.get(LIST))


def test_approvals_are_closed_to_learners(client, job):
    assert client.get(LIST).status_code == 403


def test_approve_over_the_list(client):
    (enrolment,), approver = requested()
    client.force_login(approver)
    path = reverse("approvals:decide", args=[enrolment.registration])

    response = client.post(path, {"decision": "approve"}, follow=True)

    assert "Die Anfrage ist genehmigt." in text_of(response)
    enrolment.refresh_from_db()
    assert enrolment.state == State.CONFIRMED


def test_reject_without_reason_asks_for_one(client):
    (enrolment,), approver = requested()
    client.force_login(approver)
    path = reverse("approvals:decide", args=[enrolment.registration])

    response = client.post(path, {"decision": "reject"})

    assert response.status_code == 400
    assert "Bitte geben Sie einen Grund an." in text_of(response)


def test_decide_twice_says_that_it_is_decided(client):
    (enrolment,), approver = requested()
    client.force_login(approver)
    path = reverse("approvals:decide", args=[enrolment.registration])
    client.post(path, {"decision": "approve"})

    response = client.post(path, {"decision": "reject", "reason": "Doch nicht."})

    assert response.status_code == 409
    assert "nicht mehr möglich" in text_of(response)
    assert "Sie haben geschrieben: „Doch nicht.“." in text_of(response)


def test_decide_on_a_foreign_request_is_not_found(client):
    (enrolment,), _approver = requested()
    client.force_login(GrantFactory(role=Role.APPROVER).user)
    path = reverse("approvals:decide", args=[enrolment.registration])

    assert client.post(path, {"decision": "approve"}).status_code == 404
