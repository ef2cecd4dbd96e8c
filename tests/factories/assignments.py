"""Factories of courses.assignments."""

import datetime as dt

import factory

from campus.kit import dates
from courses.assignments.models import Obligation, Period
from tests.factories.catalogue import CoursePageFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory


class ObligationFactory(factory.django.DjangoModelFactory):
    """A course that a municipality demands of all staff within thirty days."""

    class Meta:
        model = Obligation

    municipality = factory.SubFactory(MunicipalityFactory)
    course = factory.SubFactory(CoursePageFactory)
    legal_basis = "Dienstanweisung, Abschnitt 3"
    due_on = factory.LazyFunction(lambda: dates.today() + dt.timedelta(days=30))


class PeriodFactory(factory.django.DjangoModelFactory):
    """Somebody who has to take the course and has not yet."""

    class Meta:
        model = Period

    obligation = factory.SubFactory(ObligationFactory)
    employment = factory.SubFactory(
        EmploymentFactory, municipality=factory.SelfAttribute("..obligation.municipality")
    )
    assigned_on = factory.LazyFunction(dates.today)
    due_on = factory.SelfAttribute("obligation.due_on")
