"""Keys, colours and names of municipalities are checked, each with a German sentence."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from members.organisations.models import Land, Municipality, Provider
from tests.factories.organisations import MunicipalityFactory, ProviderFactory


def town(**changes):
    values = {
        "ars": "064310001001",
        "name": "Stadt Musterstadt",
        "short_name": "Musterstadt",
        "slug": "musterstadt",
        "kind": Municipality.Kind.CITY,
        "land": Land.HE,
        "population": 12_000,
        "population_date": dt.date(2025, 12, 31),
    }
    return Municipality(**{**values, **changes})


def wrong_fields(**changes):
    try:
        town(**changes).clean_fields()
    except ValidationError as refusal:
        return refusal.message_dict
    return {}


ARS = "Der ARS hat genau zwölf Ziffern."
AGS = "Der AGS hat genau acht Ziffern."
COLOUR = "Geben Sie die Farbe als #rrggbb an."


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ars", "06431000100", ARS),
        ("ars", "06431000100A", ARS),
        ("ars", "06431 001001", ARS),
        ("ars", "-64310001001", ARS),
        ("ags", "0643100", AGS),
        ("ags", "0643100X", AGS),
        ("accent", "0b5394", COLOUR),
        ("accent", "#0b539", COLOUR),
        ("accent", "#0b539g", COLOUR),
        ("accent", "blau", COLOUR),
        ("accent", "url(1)", COLOUR),
    ],
)
def test_value_of_a_wrong_form_is_refused_with_a_sentence(field, value, sentence):
    assert sentence in wrong_fields(**{field: value})[field]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ars", "0643100010011"),
        ("ars", ""),
        ("ags", "064310011"),
        ("kind", "kingdom"),
        ("land", "XX"),
        ("land", ""),
        ("invoice_email", "rechnung"),
        ("slug", "Muster Stadt"),
        ("slug", ""),
        ("name", "x" * 121),
        ("leitweg_id", "0" * 47),
        ("population", None),
        ("population_date", None),
    ],
)
def test_value_too_long_missing_or_unknown_is_refused(field, value):
    assert list(wrong_fields(**{field: value})) == [field]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ars", "000000000000"),
        ("ars", "064310001001"),
        ("ags", "06431001"),
        ("ags", ""),
        ("accent", "#0B5394"),
        ("accent", "#ffffff"),
        ("kind", "association"),
        ("kind", "district"),
        ("invoice_email", ""),
        ("leitweg_id", "04011000-1234512345-06"),
        ("population", 0),
    ],
)
def test_value_of_the_right_form_is_taken(field, value):
    assert wrong_fields(**{field: value}) == {}


def test_lands_are_the_sixteen_of_germany():
    assert len(Land.values) == 16
    by_name = "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH"
    assert " ".join(Land.values) == by_name


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("city", "Stadt"),
        ("municipality", "Gemeinde"),
        ("district", "Landkreis"),
        ("association", "Gemeindeverband"),
    ],
)
def test_kinds_are_german_on_the_screen(kind, label):
    assert town(kind=kind).get_kind_display() == label


def test_municipality_is_closed_for_its_staff_until_it_is_opened():
    assert town().active is False
    assert str(town()) == "Stadt Musterstadt"


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["ars", "name", "slug"])
def test_municipality_is_told_apart_by(field):
    first = MunicipalityFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MunicipalityFactory(**{field: getattr(first, field)})


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["name", "slug"])
def test_provider_is_told_apart_by(field):
    first = ProviderFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProviderFactory(**{field: getattr(first, field)})


@pytest.mark.django_db
def test_municipality_that_teaches_is_not_deleted():
    provider = ProviderFactory(
        kind=Provider.Kind.MUNICIPALITY, municipality=MunicipalityFactory(), name="Stadt lehrt"
    )
    with pytest.raises(ProtectedError):
        provider.municipality.delete()
    assert str(provider) == "Stadt lehrt"
