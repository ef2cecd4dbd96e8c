"""What became of requests: counted by department and month, nobody recognisable."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from campus.kit import dates
from courses.enrolment.decided import LEAST, Request, line_of, lines_by
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

PAGE = "/personal/genehmigungen/statistik/"
CSV, XLSX = "/personal/genehmigungen/statistik.csv", "/personal/genehmigungen/statistik.xlsx"
DAY = dt.date(2026, 3, 2)


def asked(person, department="Bauamt", state=State.CONFIRMED, days=None, on=DAY):
    decided = None if days is None else on + dt.timedelta(days=days)
    return Request(person, department, on, State(state), decided)


@pytest.mark.parametrize(
    ("state", "column"),
    [
        (State.CONFIRMED, "approved"),
        (State.WAITING, "approved"),
        (State.CANCELLED, "approved"),
        (State.FINISHED, "approved"),
        (State.REJECTED, "refused"),
        (State.WITHDRAWN, "withdrawn"),
        (State.REQUESTED, "waiting"),
    ],
)
def test_each_state_counts_in_one_column(state, column):
    line = line_of("x", [asked(1, state=state)])
    counts = {one: getattr(line, one) for one in ("approved", "refused", "withdrawn", "waiting")}
    assert counts == dict.fromkeys(counts, 0) | {column: 1}
    assert (line.asked, line.people) == (1, 1)


@pytest.mark.parametrize(
    ("days", "median"),
    [([1, 2, 3, 4], None), ([1, 2, 3, 4, 30], 3), ([0, 0, 1, 2, 9, 9], 2), ([], None)],
)
def test_median_needs_five_decisions(days, median):
    rows = [asked(number, days=one) for number, one in enumerate(days)]
    assert line_of(None, [*rows, asked(99, state=State.REQUESTED)]).days == median


def test_small_departments_are_put_together_with_the_next_larger_one():
    rows = [asked(number, "Bauamt") for number in range(9)]
    rows += [asked(20 + number, "Hauptamt") for number in range(6)]
    rows += [asked(40, "Standesamt"), asked(41, "Kasse")]
    lines = lines_by(rows, lambda one: one.department)
    assert [(one.name, one.people) for one in lines] == [("Bauamt", 9), (None, 8)]


def test_one_person_with_many_requests_stays_one_person():
    rows = [asked(1) for _time in range(20)]
    assert lines_by(rows, lambda one: one.department) == []


@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.sampled_from("ABCDEF"), st.sampled_from(list(State))),
        max_size=60,
    )
)
def test_no_line_and_no_difference_to_the_sum_stands_for_fewer_than_five(rows):
    requests = [asked(person, name, state) for person, name, state in rows]
    lines = lines_by(requests, lambda one: one.department)
    assert all(one.people >= LEAST for one in lines)
    assert not lines or sum(one.asked for one in lines) == len(requests)
    assert [one.name for one in lines][:-1] == [one.name for one in lines if one.name][
        : len(lines) - 1
    ]


@pytest.fixture
def town(db):
    return MunicipalityFactory()


@pytest.fixture
def office(town):
    return DepartmentFactory(municipality=town, name="Bauamt")


@pytest.fixture
def manager(client, town):
    user = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    client.force_login(user)
    return user


@pytest.fixture
def offer(town):
    return OfferFactory(approval_needed=True)


def request_of(office, offer, state=State.CONFIRMED, **facts):
    job = EmploymentFactory(municipality=office.municipality, department=office)
    return EnrolmentFactory(offer=offer, employment=job, state=state, **facts)


def csv_lines(client, **asked_for):
    answer = client.get(CSV, asked_for)
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_page_counts_and_says_so_in_words(client, manager, office, offer):
    for state in (*[State.CONFIRMED] * 3, State.REJECTED, State.WITHDRAWN, State.REQUESTED):
        request_of(office, offer, state)
    text = client.get(PAGE).text
    assert "Was aus Anfragen wurde" in text
    line = next(one for one in csv_lines(client) if one[1] == "Bauamt")
    assert line == ["Amt", "Bauamt", "6", "6", "3", "1", "1", "1", "0"]


def test_workbook_holds_the_same_as_the_other_file(client, manager, office, offer):
    for _time in range(5):
        request_of(office, offer)
    sheet = load_workbook(io.BytesIO(client.get(XLSX).content)).active
    assert [[cell or "" for cell in row] for row in sheet.values] == csv_lines(client)
    assert csv_lines(client)[-1][:3] == ["Alle Anfragen", "", "5"]


def test_too_few_people_are_not_counted_at_all(client, manager, office, offer):
    for _time in range(4):
        request_of(office, offer)
    assert "Zu wenige Anfragen zum Zählen" in client.get(PAGE).text
    assert len(csv_lines(client)) == 1


def test_only_what_people_asked_for_themselves_in_the_own_area_counts(
    client, manager, office, offer
):
    for _time in range(5):
        request_of(office, offer)
    request_of(office, offer, source=Enrolment.Source.ASSIGNED)
    request_of(office, OfferFactory(approval_needed=False))
    for _time in range(5):
        request_of(DepartmentFactory(name="Fremdamt"), offer)
    assert csv_lines(client)[-1][3] == "5"
    assert "Fremdamt" not in client.get(PAGE).text


def test_approver_counts_the_own_department_only(client, town, office, offer):
    other = DepartmentFactory(municipality=town, name="Kämmerei")
    for place in (office, other):
        for _time in range(5):
            request_of(place, offer)
    client.force_login(GrantFactory(role=Role.APPROVER, department=office).user)
    assert [line[1] for line in csv_lines(client) if line[0] == "Amt"] == ["Bauamt"]


@pytest.mark.parametrize("path", [PAGE, CSV, XLSX])
def test_who_decides_nothing_counts_nothing(client, db, path):
    assert client.get(path).status_code == 302
    client.force_login(UserFactory())
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("year", ["", "x", "1999", "9999", "٢٠٢٦", "20266", "-1"])
def test_nonsense_for_a_year_means_the_present_one(client, manager, office, offer, year):
    for _time in range(5):
        request_of(office, offer)
    assert len(csv_lines(client, jahr=year)) == 4


def test_earlier_year_is_counted_by_its_months(client, manager, office, offer):
    year = dates.today().year - 1
    for month in (1, 1, 1, 1, 1, 12):
        moment = dt.datetime(year, month, 15, 9, tzinfo=dt.UTC)
        request_of(office, offer, requested_at=moment, confirmed_at=moment + dt.timedelta(days=3))
    months = [line for line in csv_lines(client, jahr=year) if line[0] == "Monat"]
    assert [line[1] for line in months] == ["zusammengefasst"]
    assert months[0][-1] == "3"
    assert len(csv_lines(client)) == 1


def test_queries_do_not_grow_with_the_requests(client, manager, office, offer):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            client.get(PAGE)
        return len(caught)

    for _time in range(5):
        request_of(office, offer)
    few = queries()
    for _time in range(10):
        request_of(office, offer)
    assert queries() == few
