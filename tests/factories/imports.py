"""Factories of members.imports."""

import factory

from members.imports.models import ImportRun
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory


class ImportRunFactory(factory.django.DjangoModelFactory):
    """A list that has been uploaded and not been looked at yet."""

    class Meta:
        model = ImportRun

    municipality = factory.SubFactory(MunicipalityFactory)
    created_by = factory.SubFactory(UserFactory)
    file_name = "liste.csv"
