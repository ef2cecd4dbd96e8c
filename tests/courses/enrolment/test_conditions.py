"""Conditions in words, what changing them would do, and the provider's list of its offers."""

from decimal import Decimal

import pytest
from django.urls import reverse

from courses.enrolment import conditions
from courses.enrolment.models import Offer
from courses.enrolment.states import State
from members.roles.catalogue import Role
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.modules import make_module
from tests.factories.roles import GrantFactory
from tests.factories.settlement import agreement

WANTED = {
    "price": Decimal("49.00"),
    "seats": 20,
    "approval_needed": True,
    "fernusg_status": "keine Zulassung nötig",
}
FREE = {**WANTED, "price": Decimal(0)}


@pytest.mark.parametrize(
    ("price", "text"),
    [
        ("0", "für Mitglieder kostenlos"),
        ("0.01", "0,01 € netto je Platz"),
        ("1234.50", "1.234,50 € netto je Platz"),
    ],
)
def test_price_in_words(price, text):
    assert conditions.price_model(Decimal(price)).replace("\xa0", " ") == text


@pytest.mark.parametrize(("seats", "text"), [(None, "beliebig viele"), (1, "1"), (25, "25")])
def test_seats_in_words(seats, text):
    assert conditions.seats_in_words(seats) == text


@pytest.mark.parametrize(
    ("seats", "most", "text"),
    [
        (None, 5, "beliebig viele, höchstens 5 für eine Kommune"),
        (20, 3, "20, höchstens 3 für eine Kommune"),
        (20, None, "20"),
    ],
)
def test_contingent_in_words(seats, most, text):
    assert conditions.seats_in_words(seats, most) == text


def test_new_contingent_is_a_change_and_its_effect_is_said():
    wanted = {**WANTED, "seats_per_member": 3}
    changed = [one for one in conditions.changes(Offer(**WANTED), wanted) if one.is_one]
    assert [one.after for one in changed] == ["20, höchstens 3 für eine Kommune"]
    said = " ".join(conditions.effects(0, 0, wanted))
    assert "Haben 3 Personen einer Kommune einen Platz" in said
    assert "Kommune einen Platz" not in " ".join(conditions.effects(0, 0, WANTED))


def test_first_offer_has_nothing_before():
    assert {change.before for change in conditions.changes(None, WANTED)} == {"–"}
    assert all(change.is_one for change in conditions.changes(None, WANTED))


def test_what_stays_is_no_change():
    offer = Offer(**WANTED)
    assert not any(change.is_one for change in conditions.changes(offer, WANTED))
    changed = [change.label for change in conditions.changes(offer, FREE) if change.is_one]
    assert changed == ["Preis"]


@pytest.mark.parametrize(
    ("taken", "waiting", "wanted", "words"),
    [
        (0, 0, WANTED, ["0 Plätze sind belegt", "49,00"]),
        (1, 0, WANTED, ["1 Platz ist belegt", "49,00"]),
        (3, 1, WANTED, ["3 Plätze sind belegt", "1 Person wartet", "49,00"]),
        (3, 2, FREE, ["3 Plätze sind belegt", "2 Personen warten", "kosten Mitglieder nichts"]),
    ],
)
def test_effects_in_whole_sentences(taken, waiting, wanted, words):
    said = conditions.effects(taken, waiting, wanted)
    assert len(said) == len(words)
    for sentence, word in zip(said, words, strict=True):
        assert word in sentence
        assert sentence.endswith(".")


@pytest.fixture
def offer(db):
    return OfferFactory(price=Decimal("19.00"), seats=5)


def manage(client, offer):
    client.force_login(
        GrantFactory(role=Role.PROVIDER_OWNER, provider=offer.course.module.provider).user
    )
    return client


@pytest.mark.django_db
def test_preview_shows_the_effect_and_saves_nothing(client, offer):
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    EnrolmentFactory(offer=offer)
    EnrolmentFactory(offer=offer, state=State.WAITING)
    address = reverse("offers:edit", args=[offer.course_id])
    data = {"per": "seat", "price": "49,00", "seats": "", "fernusg_status": "x", "preview": "1"}
    answer = client.post(address, data)
    text = answer.content.decode()
    assert answer.status_code == 200
    for word in ("Was sich ändern würde", "1 Platz ist belegt", "1 Person wartet", "49,00"):
        assert word in text
    assert Offer.objects.get().price == Decimal("19.00")
    assert client.post(address, {**data, "price": "-1"}).status_code == 400


@pytest.mark.django_db
def test_management_sees_its_own_offers_with_seats_and_share(client, offer):
    other = OfferFactory(module=make_module(title="Fremdes Angebot"))
    EnrolmentFactory(offer=offer)
    text = manage(client, offer).get(reverse("own_offers")).content.decode()
    assert "1 belegt, 0 warten" in text
    assert "70 %" in text
    assert other.course.title not in text
    agreement(offer.course.module.provider, share="62.5")
    assert "62,5 %" in client.get(reverse("own_offers")).content.decode()


@pytest.mark.django_db
def test_list_of_own_offers_costs_the_same_for_many(client, offer, django_assert_max_num_queries):
    provider = offer.course.module.provider
    desk = manage(client, offer)
    for _ in range(3):
        OfferFactory(module=make_module(provider=provider))
    desk.get(reverse("own_offers"))
    with django_assert_max_num_queries(12):
        desk.get(reverse("own_offers"))


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OFFICE, Role.BOARD, Role.EDITOR])
def test_own_offers_are_for_the_management_of_providers(client, role):
    client.force_login(GrantFactory(role=role).user)
    assert client.get(reverse("own_offers")).status_code == 403
