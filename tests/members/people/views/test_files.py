"""The list of staff as a file holds what the screen shows, and nothing besides."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from openpyxl import load_workbook

from campus.kit import dates
from members.imports.columns import Field, guess
from members.people.models import AccessLogEntry
from members.people.views.files import lines_of
from members.policies.words import VIEWS
from members.roles.catalogue import Role
from tests.factories.people import DepartmentFactory, EmploymentFactory, FurtherPostFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST = "/personal/mitarbeitende/"
CSV, XLSX = "/personal/mitarbeitende.csv", "/personal/mitarbeitende.xlsx"


@pytest.fixture
def job(town, bauhof):
    return EmploymentFactory(
        municipality=town,
        department=bauhof,
        person__first_name="Erika",
        person__last_name="Mustermann",
        personnel_number="007",
        position="Gärtnerin",
        valid_from=dt.date(2024, 4, 1),
    )


def csv_lines(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_file_holds_every_job_of_the_filter_in_the_words_of_the_screen(client, hr, town, job):
    EmploymentFactory(municipality=town, person__user=None, person__last_name="Neu")
    for name in ("Standesamt", "Stadtarchiv"):
        FurtherPostFactory(employment=job, department__name=name)
    response = client.get(CSV)
    heading, *lines = csv_lines(response)
    assert heading == [
        "Personalnummer",
        "Vorname",
        "Nachname",
        "E-Mail",
        "Amt",
        "Weitere Ämter",
        "Funktion",
        "Erster Arbeitstag",
        "Letzter Arbeitstag",
        "Zugang",
    ]
    assert lines[0] == [
        "007",
        "Erika",
        "Mustermann",
        job.person.email,
        str(job.department),
        "Stadtarchiv; Standesamt",
        "Gärtnerin",
        "01.04.2024",
        "",
        "aktiv",
    ]
    assert (lines[1][2], lines[1][-1]) == ("Neu", "noch ohne Zugang")
    assert f"{town.slug}-{dates.today():%Y-%m-%d}.csv" in response["Content-Disposition"]


def test_workbook_holds_the_same(client, hr, job):
    sheet = load_workbook(io.BytesIO(client.get(XLSX).content)).active
    lines = [["" if cell is None else cell for cell in row] for row in sheet.values]
    assert lines == csv_lines(client.get(CSV))


@pytest.mark.parametrize("language", ["de", "en"])
def test_our_own_file_is_understood_by_the_import(client, hr, job, language):
    with override(language):
        heading = lines_of([], {})[0]
    meant = guess(heading, {})
    assert [meant.get(place) for place in range(len(heading))] == [
        Field.NUMBER,
        Field.FIRST,
        Field.LAST,
        Field.EMAIL,
        Field.DEPARTMENT,
        Field.FURTHER,
        Field.POSITION,
        Field.FROM,
        Field.UNTIL,
        None,
    ]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Mustermann", "Zander"]),
        ({"q": "muster"}, ["Mustermann"]),
        ({"stand": "left"}, ["Weg"]),
        ({"q": "niemand"}, []),
    ],
)
def test_filter_is_that_of_the_screen(client, hr, town, job, asked, names):
    EmploymentFactory(municipality=town, person__last_name="Zander")
    EmploymentFactory(
        municipality=town,
        person__last_name="Weg",
        valid_until=dates.today() - dt.timedelta(days=1),
    )
    EmploymentFactory(person__last_name="Fremd")
    assert [line[2] for line in csv_lines(client.get(CSV, asked))[1:]] == names


def test_page_leads_to_the_file_with_its_filter(client, hr, town, job):
    page = client.get(LIST, {"q": "muster", "amt": job.department.pk, "page": 1}).text
    assert f"{XLSX}?q=muster&amp;amt={job.department.pk}" in page
    assert "page=" not in page.split(XLSX)[1].split('"')[0]


def test_everybody_in_the_file_can_read_who_took_it(client, hr, town, job):
    client.get(CSV)
    entry = AccessLogEntry.objects.get(person=job.person)
    assert (entry.viewer, entry.what, entry.municipality) == (hr, "staff_file", town)
    assert "staff_file" in VIEWS


def test_training_officer_reads_no_department_of_others(client, town, bauhof, job):
    FurtherPostFactory(employment=job, department__name="Standesamt")
    officer = GrantFactory(role=Role.DEPARTMENT_HR, department=bauhof).user
    EmploymentFactory(municipality=town, person__last_name="Anderswo")
    client.force_login(officer)
    _heading, line = csv_lines(client.get(CSV))
    assert (line[2], line[4], line[5]) == ("Mustermann", str(bauhof), "")


def test_cell_that_looks_like_a_formula_is_text(client, hr, job):
    job.position = "=1+1"
    job.save()
    assert csv_lines(client.get(CSV))[1][6] == "'=1+1"


def test_foreign_department_in_the_address_opens_nothing(client, hr, job):
    EmploymentFactory(person__last_name="Fremd", department=DepartmentFactory())
    foreign = DepartmentFactory()
    lines = csv_lines(client.get(CSV, {"amt": foreign.pk}))
    assert [line[2] for line in lines[1:]] == ["Mustermann"]


def test_queries_do_not_grow_with_the_staff(client, hr, town, job):
    def asked():
        with CaptureQueriesContext(connection) as caught:
            client.get(CSV)
        return len(caught)

    few = asked()
    EmploymentFactory.create_batch(12, municipality=town)
    assert asked() == few
