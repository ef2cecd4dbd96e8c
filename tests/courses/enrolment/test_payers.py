"""Somebody with two employers says which one pays or decides; the other never hears of it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments import services as assignments
from courses.enrolment import circles, payers, selectors, services
from courses.enrolment.errors import (
    EmployerNotChosen,
    NoEmployment,
    NotAMember,
    NotForYou,
    NotYourEmployer,
)
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from members.cooperative.models import Charge
from members.messages.models import Message
from members.people import selectors as people
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.learning import complete
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
PRICE = Decimal(80)


def text_of(answer):
    return answer.content.decode()


def with_cost_centre(municipality, number):
    return DepartmentFactory(municipality=municipality, cost_centre=number)


@pytest.fixture
def first():
    """Return the job held longest."""
    job = member_employment(
        municipality__name="Stadt Altheim", valid_from=dates.today() - dt.timedelta(days=900)
    )
    job.department = with_cost_centre(job.municipality, "A-100")
    job.save()
    return job


@pytest.fixture
def second(first):
    """Return the second job of the same person."""
    job = member_employment(
        person=first.person,
        municipality__name="Kreis Neuland",
        valid_from=dates.today() - dt.timedelta(days=30),
    )
    job.department = with_cost_centre(job.municipality, "B-200")
    job.save()
    return job


def slug(job):
    return job.municipality.slug


def hr_of(job):
    return GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user


ASKED = [{"price": PRICE}, {"approval_needed": True}, {"price": PRICE, "approval_needed": True}]


@pytest.mark.parametrize("terms", ASKED)
def test_what_costs_or_needs_approval_is_never_booked_without_a_choice(first, second, terms):
    offer = OfferFactory(**terms)
    with pytest.raises(EmployerNotChosen) as caught:
        services.enrol(person=first.person, offer=offer, by=first.person.user)
    assert caught.value.offer_id == offer.pk
    assert not Enrolment.objects.exists()
    assert not Charge.objects.filter(kind="seat").exists()


@pytest.mark.parametrize("terms", ASKED)
def test_one_employer_is_not_asked_about(first, terms):
    seat = services.enrol(person=first.person, offer=OfferFactory(**terms), by=first.person.user)
    assert seat.employment == first


def test_what_is_free_needs_no_choice_and_is_taken_for_the_first_who_may(first, second):
    seat = services.enrol(person=first.person, offer=OfferFactory(), by=first.person.user)
    assert seat.employment == first


@pytest.mark.parametrize("which", ["first", "second"])
def test_charge_and_cost_centre_are_of_the_chosen_one_only(first, second, which):
    job = {"first": first, "second": second}[which]
    offer = OfferFactory(price=PRICE)
    before = set(Charge.objects.values_list("pk", flat=True))
    seat = services.enrol(
        person=first.person, offer=offer, by=first.person.user, employer=slug(job)
    )
    [charge] = Charge.objects.exclude(pk__in=before)
    assert seat.employment == job
    assert (charge.municipality, charge.cost_centre) == (
        job.municipality,
        job.department.cost_centre,
    )


@pytest.mark.parametrize("which", ["first", "second"])
def test_only_the_chosen_one_hears_of_the_request(client, first, second, which):
    job, other = (first, second) if which == "first" else (second, first)
    offer = OfferFactory(approval_needed=True)
    deciding, unknowing = hr_of(job), hr_of(other)
    services.enrol(person=first.person, offer=offer, by=first.person.user, employer=slug(job))
    told = set(Message.objects.values_list("recipient", flat=True))
    assert deciding.pk in told and unknowing.pk not in told
    for user, sees in ((deciding, True), (unknowing, False)):
        client.force_login(user)
        text = text_of(client.get(reverse("approvals:list")))
        assert (offer.course.title in text) is sees
    seat = Enrolment.objects.get()
    decide = reverse("approvals:decide", args=[seat.registration])
    assert client.post(decide, {"decision": "approve"}).status_code in {403, 404}


def test_foreign_employer_in_a_crafted_form_is_refused(client, first, second):
    stranger = member_employment(municipality__name="Stadt Fremdstadt")
    offer = OfferFactory(price=PRICE, approval_needed=True)
    with pytest.raises(NotYourEmployer):
        services.enrol(
            person=first.person, offer=offer, by=first.person.user, employer=slug(stranger)
        )
    client.force_login(first.person.user)
    answer = client.post(
        reverse("enrolment:enrol", args=[offer.pk]), {"arbeitgeber": slug(stranger)}
    )
    assert answer.status_code == 403
    assert "arbeiten dort heute nicht" in text_of(answer)
    assert "Fremdstadt" not in text_of(answer)
    assert not Enrolment.objects.exists()


def test_foreign_employer_is_refused_where_there_is_only_one_or_nothing_to_pay(client, first):
    stranger = member_employment()
    client.force_login(first.person.user)
    for terms in ({}, {"price": PRICE}):
        offer = OfferFactory(**terms)
        with pytest.raises(NotYourEmployer):
            services.enrol(
                person=first.person,
                offer=offer,
                by=first.person.user,
                employer=slug(stranger),
            )
        address = reverse("enrolment:enrol", args=[offer.pk])
        answer = client.post(address, {"arbeitgeber": slug(stranger)})
        assert (answer.status_code, "arbeiten dort heute nicht" in text_of(answer)) == (403, True)
    assert not Enrolment.objects.exists()


def test_former_employer_pays_for_nothing(first, second):
    second.valid_until = dates.today() - dt.timedelta(days=1)
    second.save()
    offer = OfferFactory(price=PRICE)
    with pytest.raises(NotYourEmployer):
        services.enrol(
            person=first.person, offer=offer, by=first.person.user, employer=slug(second)
        )
    assert services.enrol(person=first.person, offer=offer, by=None).employment == first


def test_chosen_employer_has_to_be_a_member(first):
    other = EmploymentFactory(person=first.person)
    with pytest.raises(NotAMember):
        services.enrol(
            person=first.person, offer=OfferFactory(price=PRICE), by=None, employer=slug(other)
        )


def test_older_job_outside_the_cooperative_does_not_stand_in_the_way(first):
    outside = EmploymentFactory(
        person=first.person, valid_from=dates.today() - dt.timedelta(days=2000)
    )
    assert people.employers_of(first.person)[0] == outside.municipality
    assert selectors.can_book(first.person)
    assert selectors.employer_standing(first.person) == (True, True)
    seat = services.enrol(person=first.person, offer=OfferFactory(), by=None)
    assert seat.employment == first


def test_offer_for_the_second_employer_is_found_and_booked_for_it_only(first, second):
    offer = OfferFactory(price=PRICE, is_limited=True)
    offer.municipalities.add(second.municipality)
    assert offer.course_id not in circles.closed_for_person(first.person)
    assert offer.course_id not in circles.closed_for(first.person.user)
    with pytest.raises(NotForYou):
        services.enrol(person=first.person, offer=offer, by=None, employer=slug(first))
    seat = services.enrol(person=first.person, offer=offer, by=None, employer=slug(second))
    assert seat.employment == second


def test_contingent_of_one_employer_does_not_fill_the_other(first, second):
    offer = OfferFactory(price=PRICE, seats_per_member=1)
    colleague = EmploymentFactory(municipality=first.municipality)
    services.enrol(person=colleague.person, offer=offer, by=None)
    assert not selectors.is_full_for(first.person, offer)
    waiting = services.enrol(person=first.person, offer=offer, by=None, employer=slug(first))
    assert waiting.state == State.WAITING
    services.withdraw(enrolment=waiting, by=first.person.user)
    seat = services.enrol(person=first.person, offer=offer, by=None, employer=slug(second))
    assert seat.state == State.CONFIRMED


def test_seat_there_is_already_stays_with_its_employer(first, second):
    offer = OfferFactory(price=PRICE)
    seat = services.enrol(person=first.person, offer=offer, by=None, employer=slug(second))
    again = services.enrol(person=first.person, offer=offer, by=None, employer=slug(first))
    assert (again, again.employment) == (seat, second)


def test_renewal_is_paid_by_whoever_asks_for_it(first, second):
    offer = OfferFactory(price=PRICE)
    old = services.enrol(person=first.person, offer=offer, by=None, employer=slug(first))
    complete(old)
    obligation = ObligationFactory(municipality=second.municipality, course=offer.course)
    PeriodFactory(obligation=obligation, employment=second, fulfilled_on=dates.today())
    turn = PeriodFactory(obligation=obligation, employment=second, number=2)
    new = assignments.renew(period=turn, person=first.person, by=first.person.user)
    assert new.employment == second


def test_nobody_without_a_job_books():
    with pytest.raises(NoEmployment):
        payers.job_for(PersonFactory(), OfferFactory())


def test_learner_is_asked_by_name_and_nothing_is_chosen_beforehand(client, first, second):
    offer = OfferFactory(price=PRICE, approval_needed=True)
    client.force_login(first.person.user)
    enrol = reverse("enrolment:enrol", args=[offer.pk])
    answer = client.post(enrol)
    choice = reverse("enrolment:employer", args=[offer.pk])
    assert answer["Location"] == choice
    text = text_of(client.get(choice))
    assert "Stadt Altheim" in text and "Kreis Neuland" in text
    assert "checked" not in text.split("<main")[1]
    assert "80,00" in text and "entscheidet über Ihren Antrag" in text
    empty = client.post(enrol, {"gefragt": "1"})
    assert empty.status_code == 400 and "Kreis Neuland" in text_of(empty)
    client.post(enrol, {"gefragt": "1", "arbeitgeber": slug(second)})
    assert Enrolment.objects.get().employment == second
    # Nothing is remembered: the next booking asks again.
    other = OfferFactory(price=PRICE)
    assert "arbeitgeber" in client.post(reverse("enrolment:enrol", args=[other.pk]))["Location"]


def test_who_cannot_pay_is_named_and_cannot_be_chosen(client, first, second):
    EmploymentFactory(person=first.person, municipality__name="Markt Außen")
    offer = OfferFactory(price=PRICE, is_limited=True)
    offer.municipalities.add(second.municipality)
    client.force_login(first.person.user)
    text = text_of(client.get(reverse("enrolment:employer", args=[offer.pk])))
    assert text.count("disabled") == 2
    assert "kein Mitglied" in text and "nur anderen angeboten" in text


@pytest.mark.parametrize("who", ["one employer", "free of charge", "no job"])
def test_question_is_not_asked_where_there_is_nothing_to_choose(client, first, who):
    offer = OfferFactory() if who == "free of charge" else OfferFactory(price=PRICE)
    if who == "free of charge":
        member_employment(person=first.person)
    user = GrantFactory(role=Role.OFFICE).user if who == "no job" else first.person.user
    client.force_login(user)
    answer = client.get(reverse("enrolment:employer", args=[offer.pk]))
    assert answer.status_code == 302
    assert "arbeitgeber" not in answer["Location"]


def test_closed_offer_has_no_such_page(client, first, second):
    offer = OfferFactory(price=PRICE, active=False)
    client.force_login(first.person.user)
    assert client.get(reverse("enrolment:employer", args=[offer.pk])).status_code == 404


def test_own_course_of_a_municipality_asks_nothing(first, second):
    offer = OfferFactory()
    type(offer.course).objects.filter(pk=offer.course_id).update(only_for=second.municipality)
    offer.course.refresh_from_db()
    seat = services.enrol(person=first.person, offer=offer, by=None)
    assert seat.employment == second


def test_town_without_the_person_is_no_payer(first, second):
    MunicipalityFactory()
    found = payers.payers_for(first.person, OfferFactory(price=PRICE))
    assert [one.job for one in found] == [first, second]
    assert all(one.can for one in found)
