"""Factories of courses.enrolment."""

import datetime as dt

import factory

from campus.kit import dates
from courses.enrolment.cancellation import free_until
from courses.enrolment.models import Enrolment, Offer
from courses.enrolment.states import State
from courses.modules.selectors import current_version
from tests.factories.cooperative import MembershipFactory
from tests.factories.modules import make_module
from tests.factories.people import EmploymentFactory

LONG_AGO = dt.date(2025, 1, 1)


class OfferFactory(factory.django.DjangoModelFactory):
    """A free offer without approval of a course with two lessons and a graded test.

    `module=make_module(…)` offers another course.
    """

    class Meta:
        model = Offer
        exclude = ["module"]

    module = factory.LazyFunction(make_module)
    course = factory.LazyAttribute(lambda offer: offer.module.course)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """A confirmed seat of somebody employed by a municipality."""

    class Meta:
        model = Enrolment

    offer = factory.SubFactory(OfferFactory)
    employment = factory.SubFactory(EmploymentFactory)
    person = factory.SelfAttribute("employment.person")
    version = factory.LazyAttribute(lambda row: current_version(row.offer.course))
    state = State.CONFIRMED
    confirmed_at = factory.LazyFunction(dates.now)
    free_until = factory.LazyAttribute(
        lambda row: free_until(row.confirmed_at) if row.confirmed_at else None
    )


def member_employment(**facts):
    """Return the job of somebody whose municipality is a member of the cooperative.

    Both are old enough for tests that stand on a fixed day of the past.
    """
    job = EmploymentFactory(**{"valid_from": LONG_AGO, **facts})
    MembershipFactory(municipality=job.municipality, joined_on=LONG_AGO)
    return job
