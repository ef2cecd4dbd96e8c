"""Factories of members.organisations."""

import datetime as dt

import factory

from members.organisations.models import Municipality, Provider


class MunicipalityFactory(factory.django.DjangoModelFactory):
    """A town that is open for its staff."""

    class Meta:
        model = Municipality

    ars = factory.Sequence(lambda number: f"0815{number:08d}")
    name = factory.Sequence(lambda number: f"Stadt Musterstadt {number}")
    short_name = factory.Sequence(lambda number: f"Musterstadt {number}")
    slug = factory.Sequence(lambda number: f"musterstadt-{number}")
    kind = Municipality.Kind.CITY
    land = "NW"
    population = 25_000
    population_date = dt.date(2025, 12, 31)
    street = "Rathausplatz 1"
    postcode = "12345"
    city = factory.SelfAttribute("short_name")
    active = True


class ProviderFactory(factory.django.DjangoModelFactory):
    """A university."""

    class Meta:
        model = Provider

    slug = factory.Sequence(lambda number: f"hochschule-{number}")
    name = factory.Sequence(lambda number: f"Hochschule Beispiel {number}")
    short_name = factory.Sequence(lambda number: f"HS {number}")
    kind = Provider.Kind.UNIVERSITY
