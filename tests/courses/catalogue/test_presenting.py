"""Courses in the German words of a card: price, duration, date, picture."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.images import ImageFile
from django.utils import translation
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from campus.kit.dates import moved_clock
from courses.catalogue import presenting, selectors, services
from courses.catalogue.templatetags import catalogue as tags
from tests.factories.catalogue import CoursePageFactory, TopicFactory
from tests.factories.organisations import ProviderFactory

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (None, "Derzeit nicht buchbar"),
        ("0", "Für Mitglieder kostenfrei"),
        ("0.00", "Für Mitglieder kostenfrei"),
        ("49", "49,00 € je Platz"),
        ("49.5", "49,50 € je Platz"),
        ("0.01", "0,01 € je Platz"),
        ("1234.56", "1.234,56 € je Platz"),
        ("1000000", "1.000.000,00 € je Platz"),
    ],
)
def test_price_in_words(price, words):
    assert presenting.price_words(None if price is None else Decimal(price)) == words


def test_price_in_english_words():
    with translation.override("en"):
        assert presenting.price_words(Decimal("1234.5")) == "1,234.50 € per seat"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, ""),
        (1, "1 Min."),
        (59, "59 Min."),
        (60, "1 Std."),
        (61, "1 Std. 1 Min."),
        (120, "2 Std."),
        (105, "1 Std. 45 Min."),
        (1500, "25 Std."),
    ],
)
def test_duration_in_words(minutes, words):
    assert presenting.duration_words(minutes) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC), "02.03.2026"),
        (dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC), "03.03.2026"),
        (dt.datetime(2026, 7, 31, 22, 30, tzinfo=dt.UTC), "01.08.2026"),
    ],
)
def test_date_is_that_of_german_clocks(moment, words):
    assert presenting.date_words(moment) == words


@pytest.mark.parametrize("value", ["", "x"])
def test_price_filter_takes_missing_offer_as_not_bookable(value):
    assert tags.price_facts(value) == {"words": "Derzeit nicht buchbar"}


def test_duration_filter_takes_nothing_as_unknown():
    assert tags.duration(None) == ""


def card_of(course):
    [card] = selectors.course_cards([course.pk])
    return presenting.card_of(card)


@pytest.mark.django_db
def test_card_says_all_that_somebody_has_to_know():
    provider = ProviderFactory(name="Hochschule Musterstadt", short_name="HS Muster", slug="hs")
    course = CoursePageFactory(
        provider=provider, title="Vergaberecht", level="advanced", format="hybrid"
    )
    services.set_minutes(course_id=course.pk, minutes=105)
    offer = course.offers.create(price=Decimal("49.00"))
    for day in (5, 9):
        start = NOW + dt.timedelta(days=day)
        offer.sessions.create(starts_at=start, ends_at=start + dt.timedelta(hours=1))
    with moved_clock(NOW + dt.timedelta(days=6)):
        card = card_of(course)
    assert (card["title"], card["provider"]) == ("Vergaberecht", "HS Muster")
    assert card["href"] == "/anbieter/hs/vergaberecht/"
    assert card["price"] == "49,00 € je Platz"
    assert card["text"] == course.promise
    assert card["meta"] == [
        ("play", "In Ihrem Tempo mit Live-Terminen"),
        ("clock", "1 Std. 45 Min."),
        ("chart", "Expertenwissen"),
        ("calendar", "nächster Termin am 11.03.2026"),
    ]


@pytest.mark.django_db
def test_card_of_new_course_leaves_out_what_is_unknown():
    card = card_of(CoursePageFactory())
    assert card["meta"] == [("play", "In Ihrem Tempo"), ("chart", "Grundlagen")]
    assert card["price"] == "Derzeit nicht buchbar"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("offers", "words"),
    [
        ([("49.00", False)], "Derzeit nicht buchbar"),
        ([("49.00", True), ("10.00", False)], "49,00 € je Platz"),
        ([("49.00", True), ("19.00", True)], "19,00 € je Platz"),
        ([("49.00", True), ("0.00", True)], "Für Mitglieder kostenfrei"),
    ],
)
def test_card_shows_lowest_price_of_active_offers(offers, words):
    course = CoursePageFactory()
    for price, active in offers:
        course.offers.create(price=Decimal(price), active=active)
    [card] = selectors.course_cards([course.pk])
    assert presenting.card_of(card)["price"] == words
    assert card.is_free is (words == "Für Mitglieder kostenfrei")


@pytest.mark.django_db
def test_card_of_past_sessions_names_no_date():
    course = CoursePageFactory()
    offer = course.offers.create(price=Decimal("0.00"))
    offer.sessions.create(starts_at=NOW, ends_at=NOW + dt.timedelta(hours=1))
    with moved_clock(NOW):
        assert "calendar" not in dict(card_of(course)["meta"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slugs", "cover"),
    [
        ([], "default"),
        (["unbekannt"], "default"),
        (["datenschutz"], "datenschutz"),
        (["unbekannt", "e-akte"], "e-akte"),
    ],
)
def test_cover_without_picture_is_the_drawing_of_a_topic(slugs, cover):
    course = CoursePageFactory(topics=[TopicFactory(slug=slug) for slug in slugs])
    assert presenting.cover_of(course).endswith(f"/covers/{cover}.svg")


@pytest.mark.django_db
def test_cover_is_a_small_rendition_of_the_picture():
    image = get_image_model().objects.create(
        title="Bild", file=ImageFile(get_test_image_file(), name="b.png")
    )
    course = CoursePageFactory(cover=image)
    assert "fill-800x400" in presenting.cover_of(course)
    image.delete()
    course.refresh_from_db()
    assert presenting.cover_of(course).endswith("default.svg")
