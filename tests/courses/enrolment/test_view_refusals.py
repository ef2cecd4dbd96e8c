"""Booking, giving back and deciding over HTTP: what is refused, in words, with nothing changed."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.enrolment import services
from courses.enrolment.models import LONGEST_REASON, Enrolment
from courses.enrolment.states import State
from members.cooperative.models import Charge
from members.roles.catalogue import Role
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST = "/personal/genehmigungen/"
NAMES = ["enrol", "withdraw", "cancel"]


@pytest.fixture
def job(client):
    """Return the job of the person who is signed in."""
    job = member_employment()
    client.force_login(job.person.user)
    return job


def address(name, offer):
    return reverse(f"enrolment:{name}", args=[offer.pk])


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_anonymous_is_led_to_sign_in_and_back(client, name, method):
    path = address(name, OfferFactory())

    assert getattr(client, method)(path).url == f"{reverse('account_login')}?next={path}"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_allowed(client, job, name, method):
    assert getattr(client, method)(address(name, OfferFactory())).status_code == 405


@pytest.mark.parametrize("name", ["withdraw", "cancel"])
@pytest.mark.parametrize(
    "state", [State.REJECTED, State.WITHDRAWN, State.CANCELLED, State.FINISHED]
)
def test_ended_seat_has_no_address_any_more(client, job, name, state):
    seat = EnrolmentFactory(employment=job, state=state)

    for method in (client.get, client.post):
        assert method(address(name, seat.offer)).status_code == 404


@pytest.mark.parametrize("number", ["0", "99999999", "9223372036854775808", "9" * 40])
def test_number_of_no_offer_is_not_found(client, job, number):
    for suffix in ("", "zurueckziehen/", "stornieren/"):
        assert client.post(f"/buchung/{number}/{suffix}").status_code == 404


@pytest.mark.parametrize(("state", "status"), [(State.REQUESTED, 409), (State.WAITING, 409)])
def test_cancel_what_is_no_seat_yet_is_refused_in_words(client, job, state, status):
    seat = EnrolmentFactory(employment=job, state=state, confirmed_at=None)

    response = client.post(address("cancel", seat.offer))

    assert response.status_code == status
    assert "Dieser Schritt ist nicht mehr möglich" in text_of(response)


def test_cancel_assigned_seat_is_refused_in_words_and_leads_back(client, job):
    offer = OfferFactory(price="49.00")
    services.enrol(person=job.person, offer=offer, by=None, source="assigned")

    response = client.post(address("cancel", offer))

    assert response.status_code == 409
    assert "wurde Ihnen zugewiesen" in text_of(response)
    assert "Zum Katalog" in text_of(response)
    assert Enrolment.objects.get().state == State.CONFIRMED


def test_cancel_after_the_time_says_that_it_costs(client, job):
    offer = OfferFactory(price="49.00")
    past = dates.now() - dt.timedelta(days=15)
    EnrolmentFactory(employment=job, offer=offer, confirmed_at=past)

    page = text_of(client.get(address("cancel", offer)))

    assert "Jetzt zu zahlen: der volle Preis von 49,00" in page
    assert "noch kostenfrei" not in page
    assert not Charge.objects.exists()


def test_cancel_free_course_says_nothing_about_money(client, job):
    seat = EnrolmentFactory(employment=job)

    page = text_of(client.get(address("cancel", seat.offer)))

    assert "kostenfrei" not in page
    assert Enrolment.objects.get().state == State.CONFIRMED


def test_asking_first_changes_nothing(client, job):
    offer = OfferFactory(approval_needed=True)
    client.post(address("enrol", offer))
    client.get(address("withdraw", offer))
    client.get(address("cancel", offer))

    assert Enrolment.objects.get().state == State.REQUESTED


def test_booking_a_full_course_says_that_one_moves_up(client, job):
    response = client.post(address("enrol", OfferFactory(seats=0)), follow=True)

    assert "Sie stehen auf der Warteliste und rücken von selbst nach." in text_of(response)


def test_booking_without_token_is_refused(client, job):
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(job.person.user)

    assert strict.post(address("enrol", OfferFactory())).status_code == 403
    assert not Enrolment.objects.exists()


def asked(count=1):
    """Return requests of one department, and who decides on them."""
    job, offer = member_employment(), OfferFactory(approval_needed=True, price="49.50")
    made = []
    for _ in range(count):
        one = EmploymentFactory(municipality=job.municipality, department=job.department)
        made.append(services.enrol(person=one.person, offer=offer, by=one.person.user))
    return made, GrantFactory(role=Role.APPROVER, department=job.department).user


def decide(client, enrolment, **form):
    return client.post(reverse("approvals:decide", args=[enrolment.registration]), form)


@pytest.mark.parametrize("decision", [None, "", "yes", "APPROVE"])
def test_decision_that_is_none_changes_nothing(client, decision):
    (enrolment,), approver = asked()
    client.force_login(approver)
    form = {"reason": "Bitte erst im Herbst."} | ({"decision": decision} if decision else {})

    response = decide(client, enrolment, **form)

    enrolment.refresh_from_db()
    assert (response.status_code, enrolment.state) == (400, State.REQUESTED)
    assert "Bitte wählen Sie „Genehmigen“ oder „Ablehnen“." in text_of(response)
    assert "Bitte erst im Herbst." in text_of(response)


def test_long_reason_is_refused_with_a_sentence_and_never_cut(client):
    (enrolment,), approver = asked()
    client.force_login(approver)
    longest = "ü" * LONGEST_REASON

    answer = decide(client, enrolment, decision="reject", reason=longest + "x")
    enrolment.refresh_from_db()
    assert (answer.status_code, enrolment.state) == (400, State.REQUESTED)
    assert "Der Grund hat 241 Zeichen; höchstens 240 passen." in text_of(answer)
    assert longest + "x" in text_of(answer)

    decide(client, enrolment, decision="reject", reason=longest)
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.reason) == (State.REJECTED, longest)


def test_list_shows_price_and_day_in_german(client):
    (_enrolment,), approver = asked()
    client.force_login(approver)

    page = text_of(client.get(LIST))

    assert "49,50\xa0€ netto je Platz" in page
    assert f"Angefragt am {dates.today():%d.%m.%Y}" in page


def test_list_costs_the_same_for_three_and_twelve(client):
    counts = []
    for count in (3, 12):
        _made, approver = asked(count)
        client.force_login(approver)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("page", ["0", "-1", "x", "9999", ""])
def test_list_with_an_odd_page_number_shows_a_page(client, page):
    (enrolment,), approver = asked()
    client.force_login(approver)

    response = client.get(LIST, {"page": page})

    assert response.status_code == 200
    assert str(enrolment.person) in text_of(response)


def test_decide_by_get_is_not_allowed(client):
    (enrolment,), approver = asked()
    client.force_login(approver)

    path = reverse("approvals:decide", args=[enrolment.registration])
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("signed_in", [False, True])
def test_decide_without_role_is_closed(client, signed_in):
    (enrolment,), _approver = asked()
    if signed_in:
        client.force_login(enrolment.person.user)

    response = decide(client, enrolment, decision="approve")

    assert response.status_code == (403 if signed_in else 302)
    enrolment.refresh_from_db()
    assert enrolment.state == State.REQUESTED


def test_decide_on_an_unknown_request_is_not_found(client):
    _made, approver = asked()
    client.force_login(approver)

    path = reverse("approvals:decide", args=[uuid.uuid4()])
    assert client.post(path, {"decision": "approve"}).status_code == 404


def test_decide_on_the_own_request_is_not_found(client):
    (enrolment,), _approver = asked()
    GrantFactory(
        user=enrolment.person.user,
        role=Role.APPROVER,
        department=enrolment.employment.department,
    )
    client.force_login(enrolment.person.user)

    assert decide(client, enrolment, decision="approve").status_code == 404
