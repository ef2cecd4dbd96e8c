"""Earlier proofs from a list: nothing is written before, nobody is mailed, nothing gets worse."""

import datetime as dt
import io
import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from campus.kit import dates
from courses.assignments import services
from courses.assignments.history_lists import HeadingsMissing, columns_of, day_of, lines_of
from courses.assignments.models import Period
from courses.assignments.services.history import Fate, counted
from courses.assignments.services.turns import enter
from members.imports.errors import NotASpreadsheet
from members.messages.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.people import EmploymentFactory

HEAD = "Personalnummer;Pflicht;Absolviert am;Gültig bis"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31.12.2025", dt.date(2025, 12, 31)),
        ("2025-12-31", dt.date(2025, 12, 31)),
        ("2025-12-31 00:00:00", dt.date(2025, 12, 31)),
        ("31.02.2025", None),
        ("gestern", None),
        ("", None),
    ],
)
def test_day_of(text, day):
    assert day_of(text) == day


def test_columns_are_found_by_what_they_are_called():
    assert columns_of(["Name", "Unterweisung", "Datum", "Ablaufdatum", "Bemerkung"]) == {
        "who": 0,
        "duty": 1,
        "on": 2,
        "until": 3,
    }


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"Vorname;Nachname\nA;B", HeadingsMissing),
        (b"%PDF-1.4", NotASpreadsheet),
    ],
)
def test_file_that_is_no_such_list_is_refused(content, refusal):
    with pytest.raises(refusal):
        lines_of(content)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("1;P;31.02.2025;", "„31.02.2025“ ist kein Tag"),
        ("1;P;01.02.2025;32.1.2026", "„32.1.2026“ ist kein Tag"),
        ("1;P;01.02.2099;", "Zukunft"),
        ("1;P;01.02.2025;01.01.2025", "endet"),
        ("1;P;01.02.2025;01.02.2026", ""),
    ],
)
def test_row_says_what_is_wrong_with_it(row, fault):
    (line,) = lines_of(f"{HEAD}\n{row}".encode())
    assert fault in line.fault if fault else line.fault == ""


pytest_db = pytest.mark.django_db


@pytest.fixture
def duty():
    return ObligationFactory(course=None, title="Erste Hilfe", valid_months=12, window_days=60)


@pytest.fixture
def period(duty):
    job = EmploymentFactory(municipality=duty.municipality, personnel_number="00471")
    return PeriodFactory(obligation=duty, employment=job, number=1)


def ago(count):
    return dates.today() - dt.timedelta(days=count)


def listed(duty, *rows):
    lines = [f"471;erste hilfe;{ago(on):%d.%m.%Y};" for on in rows]
    return upload(duty, "\n".join([HEAD, *lines]).encode())


def upload(duty, content):
    return services.upload(municipality=duty.municipality, content=content, by=UserFactory())


def state_of(period):
    names = ("number", "fulfilled_on", "valid_until", "due_on", "previous_until")
    rows = Period.objects.filter(obligation=period.obligation, employment=period.employment)
    return sorted(rows.values_list(*names[1:]), key=str)


@pytest_db
def test_preview_writes_nothing_and_says_what_would_happen(duty, period):
    found = listed(duty, 30, 800)
    assert [one.fate for one in services.preview(found)] == [Fate.ANSWERS, Fate.HISTORY]
    assert Period.objects.count() == 1
    period.refresh_from_db()
    assert period.fulfilled_on is None


@pytest_db
def test_confirmed_list_answers_the_open_turn_without_a_mail(duty, period):
    found, by = listed(duty, 30, 800), UserFactory()

    assert services.confirm(found=found, by=by) == 2
    assert services.confirm(found=found, by=by) == 2

    period.refresh_from_db()
    assert (period.fulfilled_on, period.source) == (ago(30), "imported")
    assert period.valid_until == dates.add_months(ago(30), 12)
    assert Period.objects.count() == 2
    assert not Message.objects.exists()


@pytest_db
def test_order_of_rows_and_lists_does_not_matter(duty, period):
    outcomes = set()
    for rows in itertools.permutations((30, 500, 900)):
        Period.objects.filter(obligation=duty).exclude(pk=period.pk).delete()
        Period.objects.filter(pk=period.pk).update(
            fulfilled_on=None, valid_until=None, next_opens_on=None, source=""
        )
        services.confirm(found=listed(duty, *rows), by=UserFactory())
        outcomes.add(tuple(state_of(period)))
    assert len(outcomes) == 1


@pytest_db
def test_same_list_twice_is_once(duty, period):
    services.confirm(found=listed(duty, 30, 800), by=UserFactory())
    before = state_of(period)
    planned = services.preview(listed(duty, 30, 800))
    assert counted(planned) == {Fate.KNOWN: 2}
    services.confirm(found=listed(duty, 30, 800), by=UserFactory())
    assert state_of(period) == before


@pytest_db
def test_expired_proof_leaves_the_running_turn_as_it_is(duty, period):
    before = (period.due_on, period.number, period.assigned_on)
    services.confirm(found=listed(duty, 800), by=UserFactory())
    period.refresh_from_db()
    assert (period.due_on, period.number, period.assigned_on) == before
    assert period.fulfilled_on is None
    old = Period.objects.get(number=0)
    assert (old.fulfilled_on, bool(old.closed_at)) == (ago(800), True)


@pytest_db
def test_older_proof_does_not_displace_a_newer_one(duty, period):
    enter(period, on=ago(10), source="course")
    services.confirm(found=listed(duty, 100), by=UserFactory())
    period.refresh_from_db()
    assert period.fulfilled_on == ago(10)
    assert Period.objects.get(number=0).fulfilled_on == ago(100)


@pytest_db
def test_proof_from_the_window_renews_and_from_before_it_does_not(duty, period):
    enter(period, on=ago(340), source="course")
    assert [one.fate for one in services.preview(listed(duty, 200))] == [Fate.NEWER]
    services.confirm(found=listed(duty, 20), by=UserFactory())
    second = Period.objects.get(number=2)
    assert second.fulfilled_on == ago(20)
    assert second.valid_until == dates.add_months(dates.add_months(ago(340), 12), 12)


@pytest_db
@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("9999;Erste Hilfe;01.02.2025;", "Niemand hat hier"),
        ("471;Zweite Hilfe;01.02.2025;", "heißt „Zweite Hilfe“"),
        ("472;Erste Hilfe;01.02.2025;", "hat diese Pflicht nicht"),
        ("Kim Muster;Erste Hilfe;01.02.2025;", "Mehrere Personen heißen"),
    ],
)
def test_row_that_fits_nobody_is_explained(duty, period, row, fault):
    town = duty.municipality
    EmploymentFactory(municipality=town, personnel_number="472")
    EmploymentFactory.create_batch(
        2, municipality=town, person__first_name="Kim", person__last_name="Muster"
    )
    (planned,) = services.preview(upload(duty, f"{HEAD}\n{row}".encode()))
    assert planned.fate is Fate.FAULTY
    assert fault in planned.fault


@pytest_db
def test_workbook_with_real_dates_is_read(duty, period):
    book = Workbook()
    book.active.append(["E-Mail", "Pflicht", "Absolviert am"])
    book.active.append([period.employment.person.email, "Erste Hilfe", dt.datetime(2020, 5, 4)])
    buffer = io.BytesIO()
    book.save(buffer)
    (planned,) = services.preview(upload(duty, buffer.getvalue()))
    assert (planned.fate, planned.line.on) == (Fate.HISTORY, dt.date(2020, 5, 4))


def staff_with_known_proofs(duty, count):
    """Return a list that names people whose proofs all stand there already."""
    jobs = EmploymentFactory.create_batch(count, municipality=duty.municipality)
    for job in jobs:
        PeriodFactory(obligation=duty, employment=job, number=1, fulfilled_on=ago(30))
    rows = [f"{job.person.email};erste hilfe;{ago(30):%d.%m.%Y};" for job in jobs]
    return upload(duty, "\n".join([HEAD, *rows]).encode())


@pytest_db
def test_list_of_what_is_known_costs_the_same_for_three_people_and_for_twelve(duty):
    costs = []
    for count in (3, 12):
        found = staff_with_known_proofs(duty, count)
        with CaptureQueriesContext(connection) as queries:
            assert counted(services.preview(found)) == {Fate.KNOWN: count}
        costs.append(len(queries))
    assert costs[0] == costs[1]
