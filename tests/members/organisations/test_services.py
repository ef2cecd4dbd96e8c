"""Municipalities and providers are added with a usable address."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from members.organisations import selectors, services
from members.organisations.models import Municipality, Provider
from tests.factories.organisations import MunicipalityFactory, ProviderFactory

DETAILS = {
    "kind": Municipality.Kind.CITY,
    "land": "NW",
    "population": 12_000,
    "population_date": dt.date(2025, 12, 31),
}


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Müßighausen", "muessighausen"), ("Bad Öchsen (Süd)", "bad-oechsen-sued"), ("Ä", "ae")],
)
def test_german_slug_writes_umlauts_out(text, slug):
    assert services.german_slug(text) == slug


@pytest.mark.django_db
def test_add_municipality_takes_its_address_from_the_short_name():
    town = services.add_municipality(
        name="Stadt Grünau", ars="081500000001", short_name="Grünau", **DETAILS
    )
    assert town.slug == "gruenau"
    assert town.active is False
    assert selectors.municipality_by_slug("gruenau") == town
    assert selectors.municipality_by_slug("nowhere") is None


@pytest.mark.django_db
def test_add_municipality_with_a_short_ars_is_refused_with_a_sentence():
    with pytest.raises(ValidationError) as refusal:
        services.add_municipality(name="Stadt", ars="123", **DETAILS)
    assert list(refusal.value.message_dict) == ["ars"]


@pytest.mark.django_db
def test_add_provider_without_short_name_uses_its_name():
    provider = services.add_provider(name="Hochschule Süd", kind=Provider.Kind.UNIVERSITY)
    assert (provider.short_name, provider.slug) == ("Hochschule Süd", "hochschule-sued")
    assert selectors.provider_by_slug("hochschule-sued") == provider


@pytest.mark.django_db
def test_open_for_staff_and_close_are_repeatable():
    town = MunicipalityFactory(active=False)
    services.open_for_staff(municipality=town)
    services.open_for_staff(municipality=town)
    assert list(selectors.open_municipalities()) == [town]
    services.close_for_staff(municipality=town)
    assert not selectors.open_municipalities().exists()


@pytest.mark.django_db
def test_lists_are_sorted_by_name():
    MunicipalityFactory(name="Zeven")
    MunicipalityFactory(name="Ahaus")
    ProviderFactory(name="B")
    ProviderFactory(name="A")
    assert [town.name for town in selectors.municipalities()] == ["Ahaus", "Zeven"]
    assert [provider.name for provider in selectors.providers()] == ["A", "B"]
