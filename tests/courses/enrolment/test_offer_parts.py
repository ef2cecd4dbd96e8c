"""The office lowers prices and sets dates; the preview saves nothing; who books reads it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.catalogue import presenting
from courses.catalogue import selectors as catalogue
from courses.enrolment import conditions, selectors, services
from courses.enrolment.models import Discount, Session
from courses.enrolment.offer_forms import OfferForm
from members.roles.catalogue import Role
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return OfferFactory(price=Decimal("40.00"))


@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    return client


def address(name, offer, *more):
    return reverse(f"offers:{name}", args=[offer.course_id, *more])


def discount(first=0, last=9, **values):
    today = dates.today()
    days = {
        "first_day": f"{today + dt.timedelta(days=first)}",
        "last_day": f"{today + dt.timedelta(days=last)}",
    }
    data = {**days, "percent": "25", "amount": "", "seats": "", **values}
    return {f"discount-{name}": value for name, value in data.items()}


def test_discount_is_added_shown_everywhere_and_ended(office, offer, client):
    assert office.post(address("add_discount", offer), discount(seats="5")).status_code == 302
    row = Discount.objects.get()
    assert (row.percent, row.seats, row.course) == (Decimal(25), 5, offer.course)
    page = office.get(address("edit", offer)).text.replace("\xa0", " ")
    assert "25 Prozent Nachlass, 30,00 € statt 40,00 €" in page
    assert "gilt jetzt" in page and "0 von 5" in page
    assert "30,00 € netto je Platz statt 40,00 €" in office.get(
        reverse("offers:list")
    ).text.replace("\xa0", " ")
    client.logout()
    course = client.get(offer.course.url).text
    assert "30,00 € je Platz" in course
    assert "statt 40,00 €, bis" in course
    [card] = catalogue.course_cards([offer.course_id])
    assert presenting.card_of(card)["price"].startswith("30,00 € je Platz statt 40,00 €")


def test_discount_is_ended_by_a_click(office, offer):
    office.post(address("add_discount", offer), discount())
    ended = office.post(address("end_discount", offer, Discount.objects.get().pk), follow=True)
    assert "beendet" in ended.text
    assert selectors.price_of(offer).on(dates.today()) == Decimal("40.00")


def test_preview_of_a_discount_tells_the_new_price_and_saves_nothing(office, offer):
    answer = office.post(address("add_discount", offer), {**discount(), "preview": "1"})
    assert answer.status_code == 200
    assert "30,00 € statt 40,00 €" in answer.text.replace("\xa0", " ")
    assert "Noch ist nichts gespeichert" in answer.text
    assert not Discount.objects.exists()


@pytest.mark.parametrize(
    ("values", "status", "words"),
    [
        ({"percent": ""}, 400, "entweder einen Nachlass in Prozent"),
        ({"amount": "10,00"}, 400, "entweder einen Nachlass in Prozent"),
        ({"percent": "101"}, 400, "100"),
        ({"percent": "0"}, 400, "discount-percent"),
        ({"percent": "x"}, 400, "discount-percent"),
        ({"percent": "", "amount": "-1"}, 400, "nicht lesbar"),
        ({"percent": "", "amount": "40,00"}, 400, "senkt den Preis"),
        ({"seats": "0"}, 400, "discount-seats"),
        ({"last": -1}, 400, "endet, bevor"),
        ({"first_day": "32.13."}, 400, "discount-first_day"),
    ],
)
def test_faulty_discount_keeps_what_was_typed(office, offer, values, status, words):
    days = {name: values.pop(name) for name in ("last",) if name in values}
    answer = office.post(address("add_discount", offer), discount(**days, **values))
    assert answer.status_code == status
    assert words in answer.text
    assert not Discount.objects.exists()


def test_second_discount_on_the_same_days_is_refused_in_words(office, offer):
    office.post(address("add_discount", offer), discount())
    answer = office.post(address("add_discount", offer), discount(percent="30"))
    assert answer.status_code == 409
    assert "gilt ein anderer Nachlass" in answer.text
    assert 'value="30"' in answer.text


def test_foreign_discount_is_not_found(office, offer):
    other = OfferFactory(price=Decimal("40.00"))
    office.post(address("add_discount", other), discount())
    answer = office.post(address("end_discount", offer, Discount.objects.get().pk))
    assert answer.status_code == 404


def date(**values):
    day = dates.today() + dt.timedelta(days=7)
    data = {"day": f"{day}", "begins": "10:00", "ends": "12:00", "place": "Rathaus", **values}
    return {f"date-{name}": value for name, value in data.items()}


def test_date_is_added_and_taken_back(office):
    offer = OfferFactory(price=Decimal("30.00"), per="session")
    assert "erst buchbar, wenn Sie einen eintragen" in office.get(address("edit", offer)).text
    office.post(address("add_date", offer), date())
    row = Session.objects.get()
    assert (row.place, row.ends_at - row.starts_at) == ("Rathaus", dt.timedelta(hours=2))
    assert selectors.is_bookable(offer)
    office.post(address("remove_date", offer, row.pk))
    assert not selectors.is_bookable(offer)


def test_booked_date_stays_and_says_why(office, offer):
    office.post(address("add_date", offer), date())
    EnrolmentFactory(offer=offer)
    answer = office.post(address("remove_date", offer, Session.objects.get().pk), follow=True)
    assert "deshalb bleibt der Termin" in answer.text
    assert Session.objects.exists()


@pytest.mark.parametrize("values", [{"ends": "10:00"}, {"day": ""}, {"begins": "25:00"}])
def test_faulty_date_is_refused(office, offer, values):
    assert office.post(address("add_date", offer), date(**values)).status_code == 400
    assert not Session.objects.exists()


def test_date_needs_an_offer(office, offer):
    services.close_offer(offer=offer)
    answer = office.post(address("add_date", offer), date())
    assert answer.status_code == 400
    assert office.post(address("remove_date", offer, 1)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "per", "price"),
    [
        ({"per": "free", "price": ""}, "seat", "0"),
        ({"per": "free", "price": "nonsense"}, "seat", "0"),
        ({"per": "session", "price": "12,50"}, "session", "12.50"),
        ({"per": "flat", "price": "600"}, "flat", "600"),
        ({"per": "seat", "price": "5,00"}, "seat", "5"),
    ],
)
def test_form_reads_model_and_price(typed, per, price):
    form = OfferForm(typed)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["per"], form.cleaned_data["price"]) == (per, Decimal(price))


@pytest.mark.parametrize(
    "typed",
    [
        {"per": "flat", "price": ""},
        {"per": "seat", "price": "x"},
        {"price": "5,00"},
        {"per": "barter"},
    ],
)
def test_form_asks_for_a_price_where_one_is_needed(typed):
    assert not OfferForm(typed).is_valid()


WANTED = {"price": Decimal(49), "seats": None, "approval_needed": False, "fernusg_status": ""}


@pytest.mark.parametrize(
    ("per", "words", "effect"),
    [
        ("seat", "49,00 € netto je Platz", "Jeder neue Platz wird"),
        ("session", "49,00 € netto je Platz und Termin", "für jeden Termin"),
        ("flat", "49,00 € netto, einmal je Kommune und Jahr", "ein Jahr lang"),
    ],
)
def test_model_and_its_effect_in_words(per, words, effect):
    said = conditions.price_model(Decimal(49), per).replace("\xa0", " ")
    assert said == words
    assert effect in " ".join(conditions.effects(0, 0, {**WANTED, "per": per}))


def test_preview_tells_of_paid_years_and_reduced_prices(offer):
    wanted = {**WANTED, "per": "flat"}
    said = conditions.effects_on_agreed(offer, wanted, terms=2, reduced_prices=1)
    assert ["2 Kommunen" in said[0], "enden" in said[1]] == [True, True]
    same = {**WANTED, "per": "seat"}
    assert conditions.effects_on_agreed(offer, same, terms=0, reduced_prices=1) == []


def test_provider_reads_model_and_discounts(client, offer):
    today = dates.today()
    services.add_discount(
        course=offer.course, first_day=today, last_day=today, amount=Decimal("12.00")
    )
    provider = offer.course.module.provider
    client.force_login(GrantFactory(role=Role.PROVIDER_OWNER, provider=provider).user)
    text = client.get(reverse("own_offers")).text.replace("\xa0", " ")
    assert "12,00 € netto je Platz statt 40,00 €" in text
    assert "ermäßigter Preis, 12,00 € statt 40,00 €" in text
