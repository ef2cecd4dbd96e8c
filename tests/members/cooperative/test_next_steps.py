"""What the office has to do next, by state and season."""

import datetime as dt

import pytest
from django.urls import reverse

from members.cooperative import services
from members.cooperative.next_steps import next_steps
from tests.factories.cooperative import (
    ApplicationFactory,
    FeeScheduleFactory,
    MembershipFactory,
    ResolutionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DAY = dt.date(2026, 7, 15)


def texts(day=DAY):
    return [step.text for step in next_steps(day)]


def test_with_all_done_there_is_no_step():
    FeeScheduleFactory(year=2026)
    MembershipFactory()
    services.charge_contributions(2026)
    ApplicationFactory(state="refused", resolution=ResolutionFactory())
    assert texts() == []


@pytest.mark.parametrize(
    ("waiting", "text"),
    [
        (1, "1 Antrag wartet auf die Entscheidung des Vorstands."),
        (2, "2 Anträge warten auf die Entscheidung des Vorstands."),
    ],
)
def test_applications_that_wait_are_counted(waiting, text):
    FeeScheduleFactory(year=2026)
    for _application in range(waiting):
        ApplicationFactory()
    (step,) = next_steps(DAY)
    assert (step.text, step.href) == (text, reverse("cooperative:applications"))


@pytest.mark.parametrize(
    ("members", "text"),
    [
        (1, "Der Beitrag 2026 von 1 Mitglied ist noch nicht gebucht."),
        (2, "Die Beiträge 2026 von 2 Mitgliedern sind noch nicht gebucht."),
    ],
)
def test_contributions_not_charged_are_counted(members, text):
    FeeScheduleFactory(year=2026)
    for _member in range(members):
        MembershipFactory()
    (step,) = next_steps(DAY)
    assert (step.text, step.href) == (text, reverse("cooperative:contributions"))


def missing(year):
    return f"Für {year} ist noch keine Beitragsordnung in Kraft."


@pytest.mark.parametrize(
    ("there", "day", "expected"),
    [
        ([], DAY, [2026]),
        ([2026], DAY, []),
        ([2026], dt.date(2026, 9, 30), []),
        ([2026], dt.date(2026, 10, 1), [2027]),
        ([2026, 2027], dt.date(2026, 12, 31), []),
        ([], dt.date(2026, 12, 31), [2026, 2027]),
        ([2025], dt.date(2026, 1, 1), [2026]),
    ],
)
def test_schedule_of_the_coming_year_is_due_from_october_on(there, day, expected):
    for year in there:
        FeeScheduleFactory(year=year)
    assert texts(day) == [missing(year) for year in expected]


def test_a_draft_is_not_in_force_yet():
    FeeScheduleFactory(year=2026, state="draft")
    assert texts() == [missing(2026)]


def test_without_a_schedule_nobody_is_asked_to_charge_contributions():
    MembershipFactory()
    ApplicationFactory()
    assert texts() == ["1 Antrag wartet auf die Entscheidung des Vorstands.", missing(2026)]
