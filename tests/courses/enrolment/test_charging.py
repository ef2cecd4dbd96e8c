"""What a seat costs the employer: module, day and cost centre; never a person, never twice."""

import datetime as dt
from decimal import Decimal

import pytest
from django.forms.models import model_to_dict
from django.utils import translation

from campus.kit import dates
from courses.enrolment import services
from courses.enrolment.errors import NotBookable
from courses.enrolment.services.confirming import charge
from courses.enrolment.states import State
from members.cooperative.models import Charge
from members.roles.catalogue import Role
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.learning import complete
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


def enrol(offer, job, **more):
    return services.enrol(person=job.person, offer=offer, by=job.person.user, **more)


def by_request(offer, job):
    offer.approval_needed = True
    offer.save()
    approver = GrantFactory(role=Role.APPROVER, department=job.department).user
    services.approve(enrolment=enrol(offer, job), by=approver)


def by_promotion(offer, job):
    offer.seats = 0
    offer.save()
    enrol(offer, job)
    offer.seats = 1
    offer.save()
    services.promote_waiting(offer=offer)


def by_repetition(offer, job):
    services.enrol_again(person=job.person, offer=offer, by=None)


WAYS = {
    "booking": enrol,
    "assignment": lambda offer, job: enrol(offer, job, source="assigned"),
    "request": by_request,
    "promotion": by_promotion,
    "repetition": by_repetition,
}


@pytest.mark.parametrize("way", WAYS)
def test_charge_whichever_way_names_course_and_cost_centre_and_no_person(way):
    offer, job = OfferFactory(price="49.00"), member_employment()
    WAYS[way](offer, job)

    written = Charge.objects.get()
    assert written.net == Decimal("49.00")
    assert written.course_title == offer.course.title
    assert (written.municipality, written.cost_centre) == (
        job.municipality,
        job.department.cost_centre,
    )
    text = " ".join(map(str, model_to_dict(written).values()))
    person = job.person
    for secret in (person.first_name, person.last_name, person.email, person.user.username):
        assert secret not in text


def test_charge_without_department_has_no_cost_centre():
    job = member_employment()
    job.department = None
    job.save()
    enrol(OfferFactory(price="49.00"), job)

    assert Charge.objects.get().cost_centre == ""


def test_charge_twice_for_one_seat_is_written_once():
    enrolment = enrol(OfferFactory(price="49.00"), member_employment())
    charge(enrolment)

    assert Charge.objects.count() == 1


@pytest.mark.parametrize("language", ["de", "en"])
def test_charge_is_worded_in_german_whoever_books(language):
    with translation.override(language):
        enrol(OfferFactory(price="49.00"), member_employment())

    assert Charge.objects.get().description.startswith("Teilnahmeplatz: Kurs Beispiel")


def test_charge_keeps_the_price_of_the_day_it_was_booked():
    offer, job = OfferFactory(price="49.00"), member_employment()
    enrol(offer, job)
    offer.price = Decimal("99.00")
    offer.save()
    enrol(offer, job)

    assert Charge.objects.get().net == Decimal("49.00")


def test_charge_bears_the_german_day_of_the_confirmation():
    midnight = dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)
    with dates.moved_clock(midnight - dt.timedelta(days=1)):
        job = member_employment()
    with dates.moved_clock(midnight):
        enrol(OfferFactory(price="49.00"), job)

    written = Charge.objects.get()
    assert written.service_from == written.service_until == dt.date(2027, 1, 1)


@pytest.mark.parametrize(
    ("treatment", "rate"), [("exempt_education", "0.00"), ("standard", "19.00")]
)
def test_charge_takes_vat_and_share_from_the_offer(treatment, rate):
    offer = OfferFactory(
        price="80.00", vat_treatment=treatment, vat_rate=Decimal(rate), provider_share="55.50"
    )
    enrol(offer, member_employment())

    written = Charge.objects.get()
    assert (written.vat_treatment, written.vat_rate) == (treatment, Decimal(rate))
    assert written.provider_share == Decimal("55.50")


def test_charge_of_a_seat_without_employer_is_nobodys():
    seat = EnrolmentFactory(offer=OfferFactory(price=Decimal("49.00")))
    seat.employment = None
    charge(seat)

    assert not Charge.objects.exists()


def test_completion_charges_nothing_more():
    complete(enrol(OfferFactory(price="49.00"), member_employment()))

    assert Charge.objects.count() == 1


def test_enrol_again_in_a_closed_offer_leaves_the_used_seat_as_it_was():
    offer, job = OfferFactory(price="49.00"), member_employment()
    first = enrol(offer, job)
    offer.active = False
    offer.save()

    with pytest.raises(NotBookable):
        services.enrol_again(person=job.person, offer=offer, by=None)
    first.refresh_from_db()
    assert first.state == State.CONFIRMED
    assert Charge.objects.count() == 1


def test_enrol_again_while_waiting_keeps_the_place():
    offer, job = OfferFactory(seats=0), member_employment()
    waiting = enrol(offer, job)

    assert services.enrol_again(person=job.person, offer=offer, by=None) == waiting


def test_enrol_again_three_times_charges_three_seats():
    offer, job = OfferFactory(price="49.00"), member_employment()
    for _ in range(3):
        services.enrol_again(person=job.person, offer=offer, by=None)

    assert Charge.objects.count() == 3
    assert len(set(Charge.objects.values_list("source_key", flat=True))) == 3
