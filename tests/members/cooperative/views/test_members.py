"""The list of members, a member's account, and the entries made there."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.cooperative import services
from members.cooperative.models import SharePayment
from tests.factories.cooperative import ChargeFactory, MembershipFactory
from tests.factories.organisations import MunicipalityFactory
from tests.members.cooperative.typed import DECISION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schedule")]
PAYMENT = {"amount": "1.234,56", "paid_on": "2026-07-01", "bank_reference": "KA 7/3"}


def at(name, membership):
    return reverse(f"cooperative:{name}", args=[membership.number])


def text_of(answer):
    return answer.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("day", "words", "absent"),
    [
        ("2023-12-31", ["Keine Mitglieder"], ["Stadt Bleibt", "Stadt Geht"]),
        ("2025-12-31", ["Stadt Bleibt", "Stadt Geht", "2 Mitglieder"], ["31.12.2025</"]),
        ("2026-01-01", ["Stadt Bleibt", "Stadt Geht", "1 Mitglied", "31.12.2025"], []),
        ("01.01.2026", ["1. Januar 2026"], []),
        ("", ["15. Juli 2026"], []),
    ],
)
def test_register_as_of_a_day(office, day, words, absent):
    MembershipFactory(
        municipality=MunicipalityFactory(name="Stadt Bleibt"), joined_on=dt.date(2024, 1, 1)
    )
    MembershipFactory(
        municipality=MunicipalityFactory(name="Stadt Geht"),
        joined_on=dt.date(2024, 1, 1),
        ended_on=dt.date(2025, 12, 31),
    )
    answer = office.get(reverse("cooperative:members"), {"stichtag": day})
    assert answer.status_code == 200
    for word in words:
        assert word in text_of(answer), word
    for word in absent:
        assert word not in text_of(answer), word


@pytest.mark.parametrize("day", ["gestern", "2026-02-30", "1999-12-31", "2032-01-01", "<b>"])
def test_register_of_a_day_that_is_none_keeps_what_was_typed(office, day):
    for name in ("members", "members_csv"):
        answer = office.get(reverse(f"cooperative:{name}"), {"stichtag": day})
        assert answer.status_code == 400, name
    shown = office.get(reverse("cooperative:members"), {"stichtag": day})
    assert shown.context["form"]["stichtag"].value() == day
    assert shown.context["form"].errors["stichtag"]


def test_register_file_is_read_by_a_spreadsheet(board):
    town = MunicipalityFactory(name='Bad "Öd"; =1', street="+Weg", city="Öd")
    MembershipFactory(number=5, municipality=town)
    answer = board.get(reverse("cooperative:members_csv"), {"stichtag": "2026-02-03"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="mitgliederliste-2026-02-03.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][:8] == [
        *("5", 'Bad "Öd"; =1', "'+Weg", "12345", "Öd", "01.01.2026", "3", "0"),
    ]
    assert {len(row) for row in rows} == {10}


def test_account_shows_two_numbers_and_german_dates_and_amounts(board):
    membership = MembershipFactory(number=8)
    services.record_share_payment(
        membership=membership,
        amount=Decimal("1234.56"),
        paid_on=dt.date(2026, 7, 1),
        bank_reference="KA 7/3",
    )
    text = text_of(board.get(at("member", membership)))
    for words in ("3.000,00 €", "1.234,56 €", "1.765,44 €", "01.07.2026", "KA 7/3", "01.01.2026"):
        assert words in text, words
    assert "Mitglied Nr. 8" in text
    assert "Pflichtanteile" in text


def test_account_shows_a_reversal_beside_what_it_takes_back(office):
    membership = MembershipFactory()
    charge = ChargeFactory(municipality=membership.municipality)
    services.reverse_charge(charge=charge, reason="Absage")
    text = text_of(office.get(at("member", membership)))
    assert "495,00 €" in text
    assert "−495,00 €" in text


def test_account_of_a_member_under_notice_shows_the_end_and_offers_no_deed(office):
    membership = MembershipFactory(ended_on=dt.date(2026, 12, 31))
    text = text_of(office.get(at("member", membership)))
    assert "31.12.2026" in text
    for name in ("share_payment", "further_shares", "notice"):
        assert f'href="{at(name, membership)}"' not in text


def test_account_costs_the_same_for_three_and_twelve_entries(office):
    membership = MembershipFactory()
    costs = []
    for number in (3, 9):
        for place in range(number):
            ChargeFactory(municipality=membership.municipality)
            services.record_share_payment(
                membership=membership,
                amount=Decimal(1),
                paid_on=dt.date(2026, 7, 1),
                bank_reference=f"KA {number}/{place}",
            )
        with CaptureQueriesContext(connection) as queries:
            office.get(at("member", membership))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_payment_is_entered_by_the_office_and_shown(office):
    membership = MembershipFactory()
    answer = office.post(at("share_payment", membership), PAYMENT, follow=True)
    assert "Die Zahlung ist erfasst." in text_of(answer)
    payment = SharePayment.objects.get()
    assert (payment.amount, payment.paid_on) == (Decimal("1234.56"), dt.date(2026, 7, 1))
    assert payment.recorded_by_id == int(office.session["_auth_user_id"])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"amount": "3.000,01"}, "höchstens noch 3.000,00 €"),
        ({"amount": "0,00"}, "Der Betrag muss höher als 0,00 € sein"),
        ({"amount": "12.34"}, "Dieser Betrag"),
        ({"amount": "1e3"}, "Dieser Betrag"),
        ({"paid_on": "2026-07-16"}, "Dieser Tag liegt in der Zukunft"),
        ({"bank_reference": "ALT"}, "Die Bankreferenz „ALT“ ist bereits erfasst"),
    ],
)
def test_payment_refused_says_why_and_keeps_what_was_typed(office, change, sentence):
    services.record_share_payment(
        membership=MembershipFactory(),
        amount=Decimal(1),
        paid_on=dt.date(2026, 7, 1),
        bank_reference="ALT",
    )
    typed = {**PAYMENT, **change}
    answer = office.post(at("share_payment", MembershipFactory()), typed)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    for value in typed.values():
        assert f'value="{value}"' in text_of(answer), value
    assert SharePayment.objects.count() == 1


def test_further_shares_are_entered_once_the_earlier_ones_are_paid(office):
    membership = MembershipFactory()
    typed = {**DECISION, "shares": "2"}
    answer = office.post(at("further_shares", membership), typed)
    assert answer.status_code == 400
    assert "§ 15b GenG" in text_of(answer)
    assert 'value="V-1"' in text_of(answer)
    office.post(at("share_payment", membership), {**PAYMENT, "amount": "2000"})
    answer = office.post(at("further_shares", membership), typed, follow=True)
    assert "Die Anteile sind eingetragen." in text_of(answer)
    assert "5.000,00 €" in text_of(answer)


@pytest.mark.parametrize(
    ("received", "end"), [("2026-07-15", "31.12.2026"), ("15.07.2026", "31.12.2026")]
)
def test_notice_says_when_the_membership_ends(office, received, end):
    membership = MembershipFactory()
    typed = {"declared_on": received, "reason": "Gemeindefusion"}
    answer = office.post(at("notice", membership), typed, follow=True)
    assert f"Die Mitgliedschaft endet am {end}." in text_of(answer)
    again = office.post(at("notice", membership), typed)
    assert again.status_code == 400
    assert "beendet oder bereits gekündigt" in text_of(again)


def test_notice_older_than_the_membership_is_refused_with_a_sentence(office):
    membership = MembershipFactory()
    typed = {"declared_on": "2025-08-01", "reason": "Gemeindefusion"}
    answer = office.post(at("notice", membership), typed)
    assert answer.status_code == 400
    assert "begann am 01.01.2026" in text_of(answer)
    assert 'value="Gemeindefusion"' in text_of(answer)
