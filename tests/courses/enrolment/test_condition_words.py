"""Prices, discounts, circles and their changes in words, from values alone."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from courses.catalogue.prices import Per, Price, Reduction
from courses.enrolment import circles, conditions
from courses.enrolment.models import Discount, MunicipalityGroup, Offer

DAY = dt.date(2026, 3, 2)
LAST = dt.date(2026, 3, 11)
WANTED = {
    "price": Decimal("49.00"),
    "per": "seat",
    "seats": 20,
    "approval_needed": True,
    "fernusg_status": "keine Zulassung nötig",
}


def plain(text):
    """Return a text with ordinary blanks."""
    return str(text).replace("\xa0", " ")


def reduction(percent=None, amount=None):
    return Reduction(
        DAY,
        LAST,
        None if percent is None else Decimal(percent),
        None if amount is None else Decimal(amount),
    )


@pytest.mark.parametrize(
    ("price", "per", "words"),
    [
        ("0", "seat", "für Mitglieder kostenlos"),
        ("0", "session", "für Mitglieder kostenlos"),
        ("0", "flat", "für Mitglieder kostenlos"),
        ("24.50", "seat", "24,50 € netto je Platz"),
        ("24.50", "session", "24,50 € netto je Platz und Termin"),
        ("1690", "flat", "1.690,00 € netto, einmal je Kommune und Jahr"),
    ],
)
def test_every_model_in_words(price, per, words):
    assert plain(conditions.price_model(Decimal(price), per)) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "30,00 € netto je Platz statt 40,00 € bis 11.03.2026"),
        ("en", "30,00 € net per seat instead of 40,00 € until 11.03.2026"),
    ],
)
def test_reduced_price_names_the_full_one_in_both_languages(language, words):
    price = Price(Decimal(40), Per.SEAT, (reduction(percent="25"),))
    with translation.override(language):
        assert plain(conditions.price_on(price, DAY)) == words


@pytest.mark.parametrize("day", [DAY - dt.timedelta(days=1), LAST + dt.timedelta(days=1)])
def test_price_outside_of_the_period_is_the_full_one(day):
    price = Price(Decimal(40), Per.SEAT, (reduction(percent="25"),))
    assert plain(conditions.price_on(price, day)) == "40,00 € netto je Platz"


@pytest.mark.parametrize(
    ("percent", "amount", "words"),
    [
        ("25", None, "25 Prozent Nachlass, 30,00 € statt 40,00 €"),
        ("12.50", None, "12,5 Prozent Nachlass, 35,00 € statt 40,00 €"),
        ("100", None, "100 Prozent Nachlass, 0,00 € statt 40,00 €"),
        (None, "9.99", "ermäßigter Preis, 9,99 € statt 40,00 €"),
        (None, "0", "ermäßigter Preis, 0,00 € statt 40,00 €"),
    ],
)
def test_discount_in_words(percent, amount, words):
    said = conditions.discount_in_words(reduction(percent, amount), Decimal(40))
    assert plain(said) == f"02.03.2026 – 11.03.2026: {words}"


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({}, "success"),
        ({"first_day": LAST}, "info"),
        ({"last_day": DAY - dt.timedelta(days=1)}, "neutral"),
        ({"active": False}, "neutral"),
        ({"seats": 1, "used": 1}, "neutral"),
    ],
)
def test_badge_of_a_discount(facts, kind):
    held = {"first_day": DAY, "last_day": LAST, "percent": Decimal(5), **facts}
    found, word = conditions.discount_standing(Discount(**held), DAY)
    assert (found, bool(word)) == (kind, True)


@pytest.mark.parametrize(
    ("change", "labels"),
    [
        ({}, []),
        ({"per": "flat"}, ["Preis"]),
        ({"price": Decimal(0)}, ["Preis"]),
        ({"is_limited": True, "groups": ["Hessen"]}, ["Offen für"]),
        ({"seats": None}, ["Plätze"]),
    ],
)
def test_only_what_changes_is_marked(change, labels):
    offer = Offer(**WANTED)
    found = conditions.changes(offer, {**WANTED, **change})
    assert [one.label for one in found if one.is_one] == labels


def test_circle_of_an_open_offer_asks_nothing_of_the_database():
    assert conditions.circle_of(Offer(**WANTED)) == (False, (), ())


@pytest.mark.parametrize(
    ("groups", "towns", "words"),
    [
        (["Hessen"], [], "Hessen"),
        (["Kreise", "Hessen"], [], "Hessen, Kreise"),
        (["Hessen"], ["Alzey"], "Alzey, Hessen"),
        ([], ["Viernheim", "Bensheim"], "Bensheim, Viernheim"),
    ],
)
def test_circle_names_groups_and_municipalities_by_the_alphabet(groups, towns, words):
    named = [SimpleNamespace(short_name=name) for name in towns]
    assert conditions.circle_in_words(True, groups, named) == words


@pytest.mark.parametrize(
    ("terms", "towns", "words"),
    [
        (0, None, []),
        (1, None, ["1 Kommune hat eine Pauschale gezahlt"]),
        (3, None, ["3 Kommunen haben eine Pauschale gezahlt"]),
        (0, 0, ["Mitarbeitende von 0 Kommunen"]),
        (0, 1, ["Mitarbeitende von 1 Kommune finden"]),
        (2, 7, ["Mitarbeitende von 7 Kommunen", "2 Kommunen haben"]),
    ],
)
def test_effects_on_what_is_agreed_are_whole_sentences(terms, towns, words):
    said = conditions.effects_on_agreed(None, WANTED, terms=terms, reduced_prices=5, towns=towns)
    assert len(said) == len(words)
    for sentence, word in zip(said, words, strict=True):
        assert word in sentence
        assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("rule", "has"),
    [
        ({}, False),
        ({"land": "HE"}, True),
        ({"population_from": 0}, True),
        ({"population_to": 5_000}, True),
    ],
)
def test_group_without_a_rule_has_named_members_only(rule, has):
    assert circles.has_rule(MunicipalityGroup(**rule)) is has


class Named:
    """A group as the rule reads it, without a database."""

    def __init__(self, named=(), *, land="", low=None, high=None):
        self.land, self.population_from, self.population_to = land, low, high
        self.municipalities = SimpleNamespace(all=lambda: named)


def town(pk, land="HE", population=30_000):
    return SimpleNamespace(pk=pk, land=land, population=population)


TOWNS = (town(1), town(2, "BW"), town(3, "HE", 9_999), town(4, "BW", 274_484))


@pytest.mark.parametrize(
    ("group", "members"),
    [
        (Named(), []),
        (Named([TOWNS[1]]), [2]),
        (Named(land="HE"), [1, 3]),
        (Named(low=10_000), [1, 2, 4]),
        (Named(high=9_999), [3]),
        (Named(low=9_999, high=30_000), [1, 2, 3]),
        (Named(land="HE", low=10_000), [1]),
        (Named(land="SN"), []),
        (Named([TOWNS[3]], land="HE", high=10_000), [3, 4]),
        (Named(low=0), [1, 2, 3, 4]),
    ],
    ids=[
        "nobody",
        "named",
        "Land",
        "large",
        "small",
        "between, both ends count",
        "Land and size",
        "no member there",
        "rule and name",
        "from nought: everybody",
    ],
)
def test_members_of_a_group(group, members):
    assert [one.pk for one in circles.members_among(group, TOWNS)] == members
