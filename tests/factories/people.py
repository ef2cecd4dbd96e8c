"""Factories of members.people."""

import datetime as dt

import factory

from campus.kit import dates
from members.people.models import Department, Employment, FurtherPost, LearnerAccount, Person
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory


class DepartmentFactory(factory.django.DjangoModelFactory):
    """A department of a town."""

    class Meta:
        model = Department

    municipality = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence(lambda number: f"Amt {number}")
    cost_centre = factory.Sequence(lambda number: f"{4000 + number}")


class PersonFactory(factory.django.DjangoModelFactory):
    """A person who can sign in; `user=None` for one who cannot."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    first_name = factory.LazyAttribute(lambda row: row.user.first_name if row.user else "Max")
    last_name = factory.Sequence(lambda number: f"Beispiel{number:04d}")
    email = factory.LazyAttribute(lambda row: row.user.email if row.user else None)

    @factory.post_generation
    def account(person, create, extracted, **kwargs):
        if create:
            LearnerAccount.objects.create(person=person)


class EmploymentFactory(factory.django.DjangoModelFactory):
    """A job that began a year ago and has no end."""

    class Meta:
        model = Employment

    person = factory.SubFactory(PersonFactory)
    department = factory.SubFactory(
        DepartmentFactory, municipality=factory.SelfAttribute("..municipality")
    )
    municipality = factory.SubFactory(MunicipalityFactory)
    position = "Sachbearbeitung"
    valid_from = factory.LazyFunction(lambda: dates.today() - dt.timedelta(days=365))


class FurtherPostFactory(factory.django.DjangoModelFactory):
    """A further post that began half a year ago and has no end."""

    class Meta:
        model = FurtherPost

    employment = factory.SubFactory(EmploymentFactory)
    department = factory.SubFactory(
        DepartmentFactory, municipality=factory.SelfAttribute("..employment.municipality")
    )
    department_name = factory.LazyAttribute(lambda row: row.department.name)
    position = "Standesbeamtin"
    valid_from = factory.LazyFunction(lambda: dates.today() - dt.timedelta(days=180))
