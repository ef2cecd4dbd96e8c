"""Until when cancelling is free and what it costs, by table and for any terms; no database."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from courses.enrolment.cancellation import LEAST_TIME, Terms, fee_of, free_until, is_free
from courses.enrolment.cancelling_words import in_words, terms_in_words
from courses.enrolment.giving_back import GivingBack

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
MOMENTS = st.datetimes(
    dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31), timezones=st.just(dt.UTC)
)


def at(day, hour=22, minute=59, month=3):
    """Return a moment of 2026; by default the end of a winter's day in Germany."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("terms", "first_date", "until"),
    [
        (Terms(), None, NOON + 14 * DAY),
        (Terms(), NOON + 3 * DAY, NOON + 14 * DAY),
        (Terms(free_days=1), None, NOON + DAY),
        (Terms(free_days=30, fee=50), NOON + 3 * DAY, NOON + 30 * DAY),
        (Terms(days_before=7), None, NOON + 14 * DAY),
        (Terms(days_before=7), NOON - DAY, NOON + 14 * DAY),
        (Terms(days_before=7), NOON, NOON + 14 * DAY),
        (Terms(days_before=7), at(20, 9), at(13)),
        (Terms(free_days=365, days_before=7), at(20, 9), at(13)),
        (Terms(days_before=0), at(20, 9), at(20, 9)),
        (Terms(days_before=1), at(20, 9), at(19)),
        (Terms(days_before=30), at(20, 9), NOON + LEAST_TIME),
        (Terms(days_before=30), NOON + dt.timedelta(hours=5), NOON + dt.timedelta(hours=5)),
        # Summer time begins on the 29th: the day ends at midnight all the same.
        (Terms(days_before=1), at(31, 8), at(30, 21)),
    ],
    ids=[
        "as ever",
        "a date does not matter unless it is said to",
        "one day",
        "thirty days",
        "no date to come",
        "the date is over",
        "the date begins now",
        "a week before the date",
        "the date counts instead of the days",
        "until the date begins",
        "the day before",
        "booked late: one day",
        "booked on the day: until it begins",
        "summer time",
    ],
)
def test_free_until(terms, first_date, until):
    assert free_until(NOON, terms, first_date) == until


@given(
    confirmed=MOMENTS,
    first=st.none() | MOMENTS,
    days=st.integers(1, 365),
    before=st.none() | st.integers(0, 365),
)
def test_everybody_has_a_day_or_until_the_date_begins(confirmed, first, days, before):
    until = free_until(confirmed, Terms(days, before), first)
    coming = first is not None and first > confirmed
    least = confirmed + LEAST_TIME
    assert until >= (min(first, least) if coming else least)
    assert is_free(until, confirmed)
    if before is not None and coming:
        assert until <= first


@pytest.mark.parametrize(
    ("price", "percent", "fee"),
    [
        ("49.00", 0, "0.00"),
        ("49.00", 50, "24.50"),
        ("49.00", 100, "49.00"),
        ("0.01", 49, "0.00"),
        ("0.01", 50, "0.01"),
        ("33.33", 33, "11.00"),
        ("0.00", 80, "0.00"),
    ],
)
def test_fee_is_rounded_once(price, percent, fee):
    assert fee_of(Decimal(price), percent) == Decimal(fee)


@given(price=st.decimals(Decimal(0), Decimal("9999999.99"), places=2), percent=st.integers(0, 100))
def test_fee_lies_between_nothing_and_the_price(price, percent):
    fee = fee_of(price, percent)
    assert 0 <= fee <= price
    assert fee == fee.quantize(Decimal("0.01"))
    assert abs(fee - price * percent / 100) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Terms(), "Kostenlos bis 14 Tage nach der Zusage, danach der volle Preis."),
        (Terms(1, None, 50), "Kostenlos bis 1 Tag nach der Zusage, danach 50 % des Preises."),
        (Terms(14, 30, 0), "Jederzeit kostenlos."),
        (
            Terms(14, 30, 80),
            "Kostenlos bis 30 Tage vor dem ersten Termin, danach 80 % des Preises. Wer den Platz "
            "erst später bekommt, hat einen Tag Zeit; steht kein Termin an, gilt es bis 14 Tage "
            "nach der Zusage.",
        ),
        (
            Terms(1, 1),
            "Kostenlos bis 1 Tag vor dem ersten Termin, danach der volle Preis. Wer den Platz "
            "erst später bekommt, hat einen Tag Zeit; steht kein Termin an, gilt es bis 1 Tag "
            "nach der Zusage.",
        ),
        (
            Terms(14, 0, 20),
            "Kostenlos bis zum Beginn des ersten Termins, danach 20 % des Preises. Wer den Platz "
            "erst später bekommt, hat einen Tag Zeit; steht kein Termin an, gilt es bis 14 Tage "
            "nach der Zusage.",
        ),
    ],
)
def test_terms_of_an_offer_in_words(terms, words):
    assert terms_in_words(terms) == words


def back(**facts):
    """Return how giving back stands for a seat of 49 euros."""
    usual = {"until": NOON, "percent": 50, "price": Decimal("49.00")}
    return GivingBack(**{**usual, **facts})


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Kostenlos bis 02.03.2026 13:00, danach 50 % = 24,50 € netto."),
        (
            {"percent": 100},
            "Kostenlos bis 02.03.2026 13:00, danach der volle Preis von 49,00 € netto.",
        ),
        (
            {"is_free": False},
            "Kostenlos war es bis 02.03.2026 13:00. Jetzt zu zahlen: 50 % = 24,50 € netto.",
        ),
        (
            {"is_free": False, "percent": 100},
            "Kostenlos war es bis 02.03.2026 13:00. Jetzt zu zahlen: der volle Preis von 49,00 € "
            "netto.",
        ),
        ({"percent": 0}, "Jederzeit kostenlos."),
        ({"percent": 0, "is_free": False}, "Jederzeit kostenlos."),
        ({"price": Decimal(0)}, ""),
        ({"until": None}, ""),
        (
            {"is_flat": True, "price": Decimal(0)},
            "Die Pauschale gilt für alle Beschäftigten und ein Jahr. Sie entfällt nur, wenn alle "
            "Plätze des Jahres rechtzeitig zurückgegeben werden, dieser bis 02.03.2026 13:00.",
        ),
    ],
)
def test_standing_of_a_seat_in_words(facts, words):
    assert in_words(back(**facts)).replace("\xa0", " ") == words


def test_words_are_there_in_english_too():
    with translation.override("en"):
        assert "50 % = 24,50" in in_words(back())
        assert terms_in_words(Terms(3, 2, 10)).startswith("Free of charge until 2 days before")
