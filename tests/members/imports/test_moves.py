"""What an import changes of departments and positions is said before, and announced once."""

import datetime as dt

import pytest

from campus.kit import dates
from campus.kit.undoing import UNDO_FOR
from members.imports import selectors
from members.people.consequences import Move
from members.people.signals import jobs_changed
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.people import DepartmentFactory

pytestmark = pytest.mark.django_db
YESTERDAY = dates.today() - dt.timedelta(days=1)


@pytest.fixture
def heard():
    """Collect what is announced, instead of acting upon it."""
    news = []

    def hear(sender, employment_ids, settled_at, **rest):
        news.append((employment_ids, settled_at))

    others, jobs_changed.receivers = jobs_changed.receivers, []
    jobs_changed.sender_receivers_cache.clear()
    jobs_changed.connect(hear, weak=False)
    yield news
    jobs_changed.receivers = others
    jobs_changed.sender_receivers_cache.clear()


@pytest.fixture
def cash(town):
    return DepartmentFactory(municipality=town, name="Stadtkasse")


@pytest.mark.parametrize(
    ("line", "moves"),
    [
        ("0012;Erika;Groß;;Stadtkasse;Leitung", [("cash", "Leitung", False)]),
        ("0012;Erika;Groß;;;Leitung", [("bauhof", "Leitung", False)]),
        ("0012;Erika;Klein", []),
        (f"0012;Erika;Groß;;;;;{YESTERDAY:%d.%m.%Y}", [("bauhof", "Sachbearbeitung", True)]),
        ("0012;Erika;Groß;;;;;31.12.2099", [("bauhof", "Sachbearbeitung", False)]),
    ],
)
def test_moves_are_the_jobs_as_they_would_be(staff_list, erika, bauhof, cash, line, moves):
    places = {"cash": cash.pk, "bauhof": bauhof.pk}
    run = staff_list.check(line)
    found = [Move(erika.pk, places[place], *rest) for place, *rest in moves]
    assert selectors.moves_of(run) == found


def test_arrivals_are_jobs_to_come_with_keys_below_zero(staff_list, erika, bauhof, cash):
    run = staff_list.check(
        "0012;Erika;Klein",
        "77;Max;Muster;;Stadtkasse;Kasse;01.04.2030",
        "78;Mia;Muster",
        "79;Jo;Falsch;;Stadtkasse;;31.02.2030",
    )
    today = dates.today()
    assert [one.employment_id for one in selectors.moves_of(run)] == []
    assert selectors.foreseen(run) == [
        Move(-3, cash.pk, "Kasse", begins_on=dt.date(2030, 4, 1)),
        Move(-4, None, "", begins_on=today),
    ]


def test_run_announces_its_jobs_once_for_when_it_cannot_be_undone(
    staff_list, erika, cash, heard, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        run = staff_list.write("0012;Erika;Groß;;Stadtkasse", "9;Max;Muster;;Stadtkasse")
    added = run.rows.get(number=3).employment_id
    assert heard == [([erika.pk, added], run.finished_at + UNDO_FOR)]
    with django_capture_on_commit_callbacks(execute=True):
        staff_list.undo(run)
    assert heard[1:] == [([erika.pk], None)]


def test_run_that_moves_nobody_announces_nothing(
    staff_list, erika, heard, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        staff_list.write("0012;Erika;Klein")
    assert heard == []


def test_preview_says_what_it_means_for_obligations(client, user, staff_list, erika, bauhof, cash):
    duty = ObligationFactory(municipality=staff_list.town)
    duty.departments.add(bauhof)
    due = dates.today() + dt.timedelta(days=3)
    PeriodFactory(obligation=duty, employment=erika, due_on=due)
    run = staff_list.check("0012;Erika;Groß;;Stadtkasse")
    client.force_login(user)
    page = client.get(f"/personal/mitarbeitende/einlesen/{run.reference}/").content.decode()
    assert "0 Pflichten beginnen und 1 endet, für 1 Person." in page
