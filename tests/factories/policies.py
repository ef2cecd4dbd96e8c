"""Factories of members.policies."""

import factory

from campus.kit import dates
from members.policies.models import Policy
from tests.factories.organisations import MunicipalityFactory


class PolicyFactory(factory.django.DjangoModelFactory):
    """A version that holds since today and hides nothing."""

    class Meta:
        model = Policy

    municipality = factory.SubFactory(MunicipalityFactory)
    number = 1
    hidden = factory.LazyFunction(list)
    reference = "Dienstvereinbarung Lernen, § 5"
    in_force_from = factory.LazyFunction(dates.today)
    state = Policy.State.AGREED
