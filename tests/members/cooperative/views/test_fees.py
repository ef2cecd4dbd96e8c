"""Fee schedules and contributions on the screen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.cooperative.models import Charge, FeeSchedule
from tests.factories.cooperative import FeeScheduleFactory, MembershipFactory
from tests.members.cooperative.typed import DECISION, classes

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"cooperative:{name}", args=args)


def text_of(answer):
    return answer.content.decode().replace("\xa0", " ")


def test_first_schedule_is_for_this_year_and_a_later_one_begins_with_the_latest(office):
    first = office.get(at("new_schedule"))
    assert first.context["form"]["year"].value() == 2026
    FeeScheduleFactory(year=2026)
    later = office.get(at("new_schedule"))
    assert later.context["form"]["year"].value() == 2027
    for words in ('value="1.000,00"', 'value="20000"', 'value="4.800,00"'):
        assert words in text_of(later)


def test_draft_is_changed_and_keeps_its_year(office):
    draft = FeeScheduleFactory(year=2026, state="draft")
    typed = classes(("", "1", "99,50"), year="2031", share_value="250")
    assert office.post(at("edit_schedule", draft.pk), typed).status_code == 302
    draft.refresh_from_db()
    assert (draft.year, draft.share_value, draft.brackets.count()) == (2026, 250, 1)


@pytest.mark.parametrize(
    ("rows", "change", "sentence"),
    [
        ([("10", "1", "1")], {}, "der letzten Klasse leer"),
        ([("20000", "", ""), ("", "1", "1")], {}, "sowohl Anteile als auch Beitrag"),
        ([("9", "1", "1"), ("5", "1", "1"), ("", "1", "1")], {}, "von Zeile zu Zeile steigen"),
        ([("", "1", "1.00")], {}, "Dieser Betrag"),
        ([("", "1", "1,00")], {"share_value": "0"}, "mehr als 0 € wert"),
        ([("", "1", "1,00")], {"year": "1999"}, "größer oder gleich 2000"),
    ],
)
def test_schedule_refused_says_why_and_keeps_what_was_typed(office, rows, change, sentence):
    typed = {**classes(*rows, share_value="765,43"), **change}
    answer = office.post(at("new_schedule"), typed)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert f'value="{typed["share_value"]}"' in text_of(answer)
    assert not FeeSchedule.objects.exists()


@pytest.mark.parametrize("count", ["", "x", "9", "99999"])
def test_schedule_with_a_forged_number_of_classes_is_refused(office, count):
    typed = {**classes(("", "1", "1,00")), "klassen-TOTAL_FORMS": count}
    assert office.post(at("new_schedule"), typed).status_code == 400
    assert not FeeSchedule.objects.exists()


def test_activation_replaces_the_schedule_in_force_and_says_so(office, schedule):
    draft = FeeScheduleFactory(year=2026, state="draft")
    answer = office.post(at("activate", draft.pk), DECISION, follow=True)
    text = text_of(answer)
    for words in ("Die Beitragsordnung 2026 ist in Kraft.", "Ersetzt", "Beschluss V-1 vom"):
        assert words in text
    schedule.refresh_from_db()
    assert schedule.state == "replaced"


def test_activation_twice_is_refused_with_a_sentence(office, schedule):
    answer = office.post(at("activate", schedule.pk), DECISION)
    assert answer.status_code == 400
    assert "ist in Kraft und kann nicht geändert werden" in text_of(answer)
    assert 'value="V-1"' in text_of(answer)


def test_list_of_schedules_costs_the_same_for_three_and_twelve(office):
    costs = []
    for first, last in ((2020, 2023), (2023, 2032)):
        for year in range(first, last):
            FeeScheduleFactory(year=year)
        with CaptureQueriesContext(connection) as queries:
            office.get(at("schedules"))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_list_of_schedules_says_when_it_is_empty(board):
    assert "Noch keine Beitragsordnung" in text_of(board.get(at("schedules")))


def test_contributions_are_charged_from_the_page_once(office, schedule):
    for _member in range(2):
        MembershipFactory()
    first = text_of(office.post(at("contributions"), {"year": "2026"}, follow=True))
    assert "2 Beiträge gebucht, 0 waren bereits gebucht." in first
    assert "4.800,00 €" in first
    assert "Alle Mitglieder sind gebucht." in first
    again = text_of(office.post(at("contributions"), {"year": "2026"}, follow=True))
    assert "0 Beiträge gebucht, 2 waren bereits gebucht." in again
    assert Charge.objects.count() == 2


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        ("2031", "Für 2031 ist keine Beitragsordnung in Kraft"),
        ("1999", "größer oder gleich 2000"),
        ("bald", "ganze Zahl"),
    ],
)
def test_contributions_of_a_year_that_cannot_be_say_so(office, schedule, year, sentence):
    MembershipFactory()
    answer = office.post(at("contributions"), {"year": year})
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert f'value="{year}"' in text_of(answer)
    assert not Charge.objects.exists()


def test_contributions_name_who_is_missing_and_cost_the_same_for_three_and_twelve(office, schedule):
    costs = []
    for number in (3, 9):
        members = [MembershipFactory() for _member in range(number)]
        with CaptureQueriesContext(connection) as queries:
            text = text_of(office.get(at("contributions")))
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert all(member.municipality.name in text for member in members)
