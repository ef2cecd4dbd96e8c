"""Several people and several clicks at the same moment; needs PostgreSQL's row locks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from courses.enrolment import services
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from members.cooperative.models import Charge
from tests.factories.enrolment import OfferFactory, member_employment

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(deeds):
    """Run the deeds in threads of their own and return what they return."""

    def run(deed):
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(deeds)) as pool:
        return [future.result() for future in [pool.submit(run, deed) for deed in deeds]]


def test_double_submit_at_the_same_moment_gives_one_seat():
    offer, job = OfferFactory(price="49.00"), member_employment()

    def enrol():
        return services.enrol(person=job.person, offer=offer, by=job.person.user).registration

    assert len(set(at_once([enrol] * 6))) == 1
    assert Enrolment.objects.count() == 1
    assert Charge.objects.count() == 1


def test_last_seat_goes_to_one_of_many():
    offer = OfferFactory(seats=2)
    jobs = [member_employment() for _ in range(6)]
    deeds = [
        lambda job=job: services.enrol(person=job.person, offer=offer, by=job.person.user)
        for job in jobs
    ]

    states = sorted(enrolment.state for enrolment in at_once(deeds))

    assert states == [State.CONFIRMED] * 2 + [State.WAITING] * 4
