"""Factories of members.groups."""

import factory

from members.groups.models import StaffGroup
from tests.factories.organisations import MunicipalityFactory


class StaffGroupFactory(factory.django.DjangoModelFactory):
    """Whoever leads something; `in_departments` and `by_name` say who else is meant."""

    class Meta:
        model = StaffGroup
        skip_postgeneration_save = True

    municipality = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence(lambda number: f"Gruppe {number}")
    position_words = "leitung"

    @factory.post_generation
    def in_departments(group, create, extracted, **kwargs):
        if extracted:
            group.departments.set(extracted)

    @factory.post_generation
    def by_name(group, create, extracted, **kwargs):
        if extracted:
            group.people.set(extracted)
