"""A proof is renewed on a new seat; the old one keeps its statements and its certificate."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments import services
from courses.assignments.errors import NothingToRenew
from courses.assignments.models import Period
from courses.enrolment.models import Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory, member_employment
from tests.factories.learning import complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    """Return a seat on which a course was completed that is to be renewed now."""
    job = member_employment()
    seat = EnrolmentFactory(employment=job, person=job.person)
    past = dates.now() - dt.timedelta(days=340)
    duty = ObligationFactory(
        municipality=job.municipality, course=seat.offer.course, valid_months=12
    )
    with dates.moved_clock(past):
        PeriodFactory(obligation=duty, employment=job, due_on=dates.today())
        complete(seat)
        services.fulfil(person_id=job.person_id, course_id=seat.offer.course_id)
    services.open_windows()
    return seat


def newest(seat):
    return Period.objects.filter(employment=seat.employment).latest("number")


def renew(seat):
    return services.renew(period=newest(seat), person=seat.person, by=UserFactory())


def test_renewing_takes_a_new_seat_once_and_keeps_the_old_one(seat):
    fresh = renew(seat)

    assert fresh.registration != seat.registration
    assert renew(seat) == fresh
    seat.refresh_from_db()
    assert (seat.state, seat.progress.percent) == ("finished", 100)
    assert Enrolment.objects.filter(person=seat.person).count() == 2


def test_completion_on_the_new_seat_fulfils_the_turn(seat):
    complete(renew(seat))
    services.fulfil(person_id=seat.person_id, course_id=seat.offer.course_id)

    turn = newest(seat)
    assert (turn.number, turn.fulfilled_on) == (2, dates.today())
    assert turn.valid_until == dates.add_months(turn.previous_until, 12)
    with pytest.raises(NothingToRenew):
        renew(seat)


def test_first_turn_is_not_renewed():
    period = PeriodFactory()
    with pytest.raises(NothingToRenew):
        services.renew(period=period, person=period.employment.person, by=UserFactory())


def test_start_page_offers_to_renew_and_leads_to_the_new_seat(client, seat):
    user = UserFactory()
    seat.person.user = user
    seat.person.save()
    client.force_login(user)

    text = client.get(reverse("portal:start")).content.decode()
    assert "Jetzt erneuern" in text
    assert "vorgelegt" not in text
    answer = client.post(reverse("portal:renew", args=[newest(seat).pk]))

    fresh = Enrolment.objects.get(person=seat.person, state="confirmed")
    assert answer.url == reverse("learning:course", args=[fresh.registration])
    assert client.get(reverse("portal:renew", args=[newest(seat).pk])).status_code == 405


def test_start_page_says_why_nothing_can_be_renewed(client, seat):
    user = UserFactory()
    seat.person.user = user
    seat.person.save()
    client.force_login(user)
    Period.objects.filter(pk=newest(seat).pk).update(fulfilled_on=dates.today())

    answer = client.post(reverse("portal:renew", args=[newest(seat).pk]), follow=True)

    assert "Zurzeit ist nichts zu erneuern." in answer.content.decode()
    assert client.post(reverse("portal:renew", args=[0])).status_code == 404
