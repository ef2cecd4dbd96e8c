"""Pages of the cooperative: who may see them, what they say, what a list costs."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.cooperative.models import FeeSchedule, Membership, MembershipApplication
from members.roles.catalogue import Role
from tests.factories.cooperative import (
    ApplicationFactory,
    ChargeFactory,
    FeeScheduleFactory,
    MembershipFactory,
)
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Stadt Beitritt",
    "kind": "city",
    "ars": "064310009999",
    "land": "HE",
    "street": "Am Markt 1",
    "postcode": "64646",
    "city": "Beitritt",
    "population": "25000",
    "population_date": "2025-12-31",
    "leitweg_id": "",
    "invoice_email": "rechnung@beitritt.example",
    "shares": "3",
    "declarant_name": "Erika Beispiel",
    "declarant_function": "Bürgermeisterin",
    "declarant_email": "rathaus@beitritt.example",
    "duty_acknowledged": "on",
    "statute_received": "on",
}
DECISION = {"number": "V-1", "decided_on": "2026-01-15", "text": "Beschlossen."}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime(2026, 7, 15, 10, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    return client


@pytest.fixture
def schedule():
    for year in (2026, 2025):
        found = FeeScheduleFactory(year=year)
    return found


READ = ["dashboard", "applications", "members", "members_csv", "schedules", "contributions"]
WRITE = ["new_application", "new_schedule"]


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [(Role.OFFICE, 200, 200), (Role.BOARD, 200, 403), (Role.HR_MANAGER, 403, 403)],
)
def test_pages_by_role(client, schedule, role, reads, writes):
    client.force_login(GrantFactory(role=role).user)
    assert {client.get(reverse(f"cooperative:{name}")).status_code for name in READ} == {reads}
    assert {client.get(reverse(f"cooperative:{name}")).status_code for name in WRITE} == {writes}


@pytest.mark.parametrize("name", READ + WRITE)
def test_page_without_sign_in_leads_to_the_sign_in(client, name):
    assert client.get(reverse(f"cooperative:{name}")).status_code == 302


def test_join_from_the_website_enters_an_application(client, schedule):
    assert "verpflichten uns" in client.get(reverse("cooperative:join")).content.decode()
    answer = client.post(reverse("cooperative:join"), FORM)
    assert answer["Location"] == reverse("cooperative:joined")
    assert MembershipApplication.objects.get().source == "public"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"duty_acknowledged": ""}, "Ohne diese Verpflichtung"),
        ({"statute_received": ""}, "lesen Sie zuerst die Satzung"),
        ({"ars": "123"}, "genau zwölf Ziffern"),
        ({"postcode": "1"}, "fünf Ziffern"),
        ({"leitweg_id": "04011000-12345-34"}, "Diese Leitweg-ID ist nicht gültig"),
        ({"shares": "2"}, "mindestens 3 Geschäftsanteile"),
    ],
)
def test_join_with_wrong_input_says_so_and_keeps_what_was_typed(client, schedule, change, sentence):
    answer = client.post(reverse("cooperative:join"), {**FORM, **change})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert sentence in text
    assert "Stadt Beitritt" in text


def test_admission_from_the_page_makes_a_member(office, schedule):
    application = ApplicationFactory(name="Stadt Beitritt")
    address = reverse("cooperative:application", args=[application.pk])
    answer = office.post(address, {**DECISION, "decision": "admit"}, follow=True)
    assert "ist jetzt Mitglied" in answer.content.decode()
    assert Membership.objects.get().municipality.name == "Stadt Beitritt"


def test_refusal_without_reason_is_asked_for_one(office, schedule):
    application = ApplicationFactory()
    address = reverse("cooperative:application", args=[application.pk])
    answer = office.post(address, {**DECISION, "decision": "refuse"})
    assert answer.status_code == 400
    assert "Bitte geben Sie den Grund an" in answer.content.decode()
    office.post(address, {**DECISION, "decision": "refuse", "reason": "Kein Bedarf"})
    application.refresh_from_db()
    assert application.state == "refused"


def test_board_cannot_decide(client, schedule):
    application = ApplicationFactory()
    client.force_login(GrantFactory(role=Role.BOARD).user)
    address = reverse("cooperative:application", args=[application.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {**DECISION, "decision": "admit"}).status_code == 403
    assert client.post(reverse("cooperative:contributions"), {"year": 2026}).status_code == 403


def test_member_page_shows_both_numbers_of_shares(office):
    membership = MembershipFactory()
    ChargeFactory(municipality=membership.municipality)
    text = office.get(reverse("cooperative:member", args=[membership.number])).content.decode()
    for words in (
        "Geschäftsanteile gezeichnet",
        "Geschäftsguthaben eingezahlt",
        "3.000,00",
        "495,00",
    ):
        assert words in text


@pytest.mark.parametrize("name", ["member", "share_payment", "further_shares", "notice"])
def test_page_of_an_unknown_member_is_not_found(office, name):
    assert office.get(reverse(f"cooperative:{name}", args=[4711])).status_code == 404


def test_share_payment_too_high_is_refused_with_a_sentence(office):
    membership = MembershipFactory()
    data = {"amount": "3.000,01", "paid_on": "2026-01-05", "bank_reference": "KA 1"}
    address = reverse("cooperative:share_payment", args=[membership.number])
    answer = office.post(address, data)
    assert answer.status_code == 400
    assert "höchstens noch 3.000,00" in answer.content.decode()
    assert office.post(address, {**data, "amount": "3.000,00"}).status_code == 302


def test_register_as_file_holds_no_formula(office):
    membership = MembershipFactory()
    membership.municipality.name = "=Stadt"
    membership.municipality.save()
    text = office.get(reverse("cooperative:members_csv")).content.decode("utf-8-sig")
    assert "'=Stadt" in text
    assert "davon weitere Anteile" in text


@pytest.mark.parametrize("day", ["gestern", "2026-02-30", "9999-12-31"])
def test_register_on_a_day_that_is_none_says_so(office, day):
    assert office.get(reverse("cooperative:members"), {"stichtag": day}).status_code == 400


def test_register_costs_the_same_queries_for_one_and_five_members(office):
    counts = []
    for number in (1, 4):
        for _ in range(number):
            MembershipFactory()
        with CaptureQueriesContext(connection) as queries:
            office.get(reverse("cooperative:members"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def rows(*classes):
    data = {"klassen-TOTAL_FORMS": len(classes), "klassen-INITIAL_FORMS": 0}
    for place, (end, shares, contribution) in enumerate(classes):
        data[f"klassen-{place}-population_until"] = end
        data[f"klassen-{place}-mandatory_shares"] = shares
        data[f"klassen-{place}-contribution"] = contribution
    return {"year": 2027, "share_value": "1.000,00", **data}


def test_schedule_is_drafted_and_put_into_force(office):
    data = rows(("20000", "1", "1.200,00"), ("", "3", "2.400,00"))
    assert office.post(reverse("cooperative:new_schedule"), data).status_code == 302
    draft = FeeSchedule.objects.get()
    assert draft.brackets.order_by("population_from").last().population_from == 20_001
    office.post(reverse("cooperative:activate", args=[draft.pk]), DECISION)
    draft.refresh_from_db()
    assert draft.state == "active"
    assert office.get(reverse("cooperative:edit_schedule", args=[draft.pk])).status_code == 404


@pytest.mark.parametrize(
    ("classes", "sentence"),
    [
        ([("20000", "1", "1200")], "der letzten Klasse leer"),
        ([("5", "1", "1"), ("5", "1", "1"), ("", "1", "1")], "von Zeile zu Zeile steigen"),
        ([("", "1", "")], "sowohl Anteile als auch Beitrag"),
        ([("", "1", "12.00")], "Dieser Betrag"),
    ],
)
def test_schedule_with_wrong_classes_is_refused_with_a_sentence(office, classes, sentence):
    answer = office.post(reverse("cooperative:new_schedule"), rows(*classes))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_contributions_are_charged_from_the_page(office, schedule):
    MembershipFactory()
    answer = office.post(reverse("cooperative:contributions"), {"year": 2026}, follow=True)
    assert "1 Beiträge gebucht" in answer.content.decode()


def test_join_again_and_again_from_one_address_is_slowed_down(client, schedule):
    for number in range(11):
        answer = client.post(reverse("cooperative:join"), {**FORM, "ars": f"0643100{number:05d}"})
    assert answer.status_code == 400
    assert "in einer Stunde" in answer.content.decode()
    assert MembershipApplication.objects.count() == 10
