"""Whatever is done with booked seats: each is paid once, and a seat of somebody's own as well."""

from decimal import Decimal as D

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.kit.errors import DomainError
from courses.bookings import services
from courses.enrolment import services as enrolments
from courses.enrolment.models import BookedSeat, Enrolment
from courses.enrolment.selectors import costs_of, seats_under
from courses.enrolment.states import State
from members.cooperative.models import Charge
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
PRICE = D("49.00")
DEEDS = st.lists(
    st.tuples(st.sampled_from(["name", "give_back", "take", "leave"]), st.integers(0, 2)),
    max_size=12,
)


def owed():
    return Charge.objects.aggregate(sum=Sum("net"))["sum"] or D(0)


def attempt(deed):
    """Do what may be refused."""
    try:
        deed()
    except DomainError:
        return False
    return True


def own_seats():
    mine = Enrolment.objects.filter(source=Enrolment.Source.SELF)
    return mine.filter(state=State.CONFIRMED)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=DEEDS)
def test_what_is_owed_is_the_price_of_all_seats_that_are_used_or_held(deeds):
    Charge.objects.all()
    before = owed()
    first = member_employment()
    town = first.municipality
    hr = GrantFactory(role="hr_manager", municipality=town).user
    staff = [first, *EmploymentFactory.create_batch(2, municipality=town)]
    offer = OfferFactory(price=PRICE)
    seats = enrolments.book(
        offer=offer, municipality=town, jobs=[None, None], batch=offer.course.translation_key, by=hr
    )
    for deed, number in deeds:
        job, seat = staff[number], seats[number % 2]
        person = {"person": job.person, "offer": offer, "by": job.person.user}
        if deed == "name":
            attempt(lambda seat=seat, job=job: services.name_person(seat=seat, job=job, by=hr))
        elif deed == "give_back":
            attempt(lambda seat=seat: services.give_back(seat=seat, by=hr))
        elif deed == "take":
            attempt(lambda person=person: enrolments.enrol(**person))
        else:
            for one in own_seats().filter(offer=offer, person=job.person):
                attempt(lambda one=one, by=job.person.user: enrolments.cancel(enrolment=one, by=by))
    kept = BookedSeat.objects.filter(offer=offer, released_at=None)
    paid = kept.filter(is_covered=False).count() + own_seats().filter(offer=offer).count()
    assert owed() - before == paid * PRICE
    assert seats_under(offer)[0] == kept.count() + own_seats().filter(offer=offer).count()


@pytest.mark.parametrize(
    ("terms", "seats", "expected"),
    [
        ({"price": D("0")}, 3, ["0", "0", "0"]),
        ({"price": D("49.00")}, 2, ["49.00", "49.00"]),
        ({"price": D("49.00")}, 0, []),
        ({"price": D("600.00"), "per": "flat"}, 3, ["600.00", "0", "0"]),
        ({"price": D("600.00"), "per": "flat"}, 0, []),
        ({"price": D("20.00"), "per": "session"}, 2, ["0", "0"]),
    ],
)
def test_costs_seat_by_seat(terms, seats, expected):
    town = member_employment().municipality
    assert costs_of(OfferFactory(**terms), town, seats) == [D(one) for one in expected]


def test_costs_are_what_is_charged_then(book, jobs):
    """Preview and ledger agree for every price model, also in a year that is paid already."""
    for terms in (
        {"price": D("49.90")},
        {"price": D("600.00"), "per": "flat"},
        {"price": D("0")},
    ):
        offer = OfferFactory(**terms)
        for chosen in (jobs[:2], jobs[2:]):
            before = owed()
            assert book(chosen, of=offer).cost == owed() - before
