"""Municipalities and providers are added with a usable address."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Gemeinde Groß-Gerau", "gemeinde-gross-gerau"),
        ("GRÜNÖD", "gruenoed"),
        ("GROẞSTADT", "grossstadt"),
        ("Mu\u0308ssig", "muessig"),
        ("Neustadt a. d. Weinstraße", "neustadt-a-d-weinstrasse"),
        ("Halle/Saale & Umland", "hallesaale-umland"),
        ("  Linz  am  Rhein ", "linz-am-rhein"),
        ("Łódź", "odz"),
        ("???", ""),
        ("", ""),
    ],
)
def test_german_slug_of_towns_with_signs_and_spaces(text, slug):
    """An umlaut may also be written as a letter and its dots."""
    assert services.german_slug(text) == slug


@given(st.text(max_size=80))
def test_german_slug_is_always_fit_for_an_address(text):
    slug = services.german_slug(text)
    assert re.fullmatch(r"[a-z0-9_-]*", slug)
    assert services.german_slug(slug) == slug


@pytest.mark.django_db
def test_add_municipality_of_a_taken_address_gets_the_next_number():
    slugs = [
        services.add_municipality(
            name=f"Stadt Neustadt ({land})", ars=f"06431000000{land}", short_name=name, **DETAILS
        ).slug
        for land, name in enumerate(("Neustadt", "NEUSTADT", "Neustadt!"))
    ]
    assert slugs == ["neustadt", "neustadt-2", "neustadt-3"]


@pytest.mark.django_db
def test_add_municipality_with_a_long_name_full_of_umlauts_cuts_its_address():
    for number in range(11):
        town = services.add_municipality(
            name=f"Süd {number}", ars=f"0643100000{number:02d}", short_name="Ü" * 60, **DETAILS
        )
        assert len(town.slug) <= 60
    assert town.slug.endswith("-11")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ags": "123"}, "ags"),
        ({"accent": "red"}, "accent"),
        ({"land": "XX"}, "land"),
        ({"population": -1}, "population"),
        ({"slug": "Nicht gut"}, "slug"),
    ],
)
def test_add_municipality_with_a_wrong_value_names_it_and_adds_nothing(change, field):
    with pytest.raises(ValidationError) as refusal:
        services.add_municipality(name="Stadt", ars="064310001001", **{**DETAILS, **change})
    assert list(refusal.value.message_dict) == [field]
    assert not Municipality.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["name", "ars"])
def test_add_municipality_that_is_there_is_refused(field):
    known = MunicipalityFactory(name="Stadt A", ars="064310001001")
    values = {"name": "Stadt B", "ars": "064310001002", **DETAILS, field: getattr(known, field)}
    with pytest.raises(ValidationError) as refusal:
        services.add_municipality(**values)
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.django_db
def test_add_provider_keeps_a_given_address_and_refuses_a_second_one_of_the_name():
    first = services.add_provider(
        name="Hochschule Nord", kind=Provider.Kind.UNIVERSITY, slug="nord", short_name="HN"
    )
    assert (first.slug, first.short_name) == ("nord", "HN")
    with pytest.raises(ValidationError):
        services.add_provider(name="Hochschule Nord", kind=Provider.Kind.UNIVERSITY)
    other = services.add_provider(name="Nord", kind=Provider.Kind.COOPERATIVE)
    assert other.slug == "nord-2"


@pytest.mark.django_db
def test_close_for_staff_with_a_stale_row_changes_only_the_access():
    town = MunicipalityFactory(active=True)
    stale = Municipality.objects.get(pk=town.pk)
    Municipality.objects.filter(pk=town.pk).update(population=99)
    services.close_for_staff(municipality=stale)
    town.refresh_from_db()
    assert (town.active, town.population) == (False, 99)


@pytest.mark.django_db
def test_describe_provider_changes_only_what_is_its_own_to_say():
    provider = ProviderFactory(signatory_position="Dekanin")
    assert provider.signatory == ""
    services.describe_provider(provider=provider, city="Neustadt", signatory_name="Dr. Muster")
    provider.refresh_from_db()
    assert (provider.city, provider.signatory) == ("Neustadt", "Dr. Muster, Dekanin")
    with pytest.raises(TypeError, match="slug"):
        services.describe_provider(provider=provider, slug="anders")
