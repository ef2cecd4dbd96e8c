"""The matrix as files: the same cells as on the screen, in every form."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from campus.kit import dates
from courses.oversight import files
from courses.oversight.errors import TooManyForPaper
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

ENDINGS = ("csv", "xlsx", "pdf")


def sheet(people, obligations):
    heading = ["Name", "Amt", *(f"Pflicht {number}" for number in range(obligations))]
    cells = [f"Gültig {number}" for number in range(obligations)]
    return [heading, *([f"Kim Beispiel {who}", "Bauamt", *cells] for who in range(people))]


@pytest.mark.parametrize(
    ("obligations", "widths"),
    [(0, [1]), (1, [2]), (6, [7]), (7, [7, 2]), (13, [7, 7, 2]), (40, [*[7] * 6, 5])],
)
def test_sheets_of_paper_hold_six_obligations_and_the_names_each(obligations, widths):
    parts = list(files._sheets(sheet(2, obligations)))
    assert [len(part["heading"]) for part in parts] == widths
    assert all(len(line) == len(part["heading"]) for part in parts for line in part["lines"])
    assert all(part["lines"][1][0] == "Kim Beispiel 1, Bauamt" for part in parts)
    shown = [word for part in parts for word in part["heading"][1:]]
    assert shown == [f"Pflicht {number}" for number in range(obligations)]


def test_name_stands_alone_where_there_is_no_department():
    lines = [["Name", "Amt", "Erste Hilfe"], ["Kim Beispiel", "", "offen"]]
    assert next(files._sheets(lines))["lines"] == [["Kim Beispiel", "offen"]]


@pytest.mark.parametrize(("people", "fits"), [(1000, True), (1001, False)])
def test_paper_holds_a_thousand_people(people, fits, monkeypatch):
    monkeypatch.setattr(files, "render_pdf", lambda *_args, **_options: b"%PDF")
    about = {"municipality": "Stadt", "choice": "Alle Ämter", "stand": "Stand: heute"}
    if fits:
        assert files.pdf_file(sheet(people, 1), **about)[0] == b"%PDF"
        return
    with pytest.raises(TooManyForPaper, match="höchstens 1000 Personen"):
        files.pdf_file(sheet(people, 1), **about)


@pytest.fixture
def town(db):
    return MunicipalityFactory()


@pytest.fixture
def hr(client, town):
    """Sign in as human resources of the town."""
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


@pytest.fixture
def staffed(town):
    """Let two people of two departments have one obligation, fulfilled by one of them."""
    duty = ObligationFactory(municipality=town)
    jobs = [
        EmploymentFactory(municipality=town, department=DepartmentFactory(municipality=town))
        for _number in range(2)
    ]
    PeriodFactory(obligation=duty, employment=jobs[0], fulfilled_on=dates.today())
    PeriodFactory(obligation=duty, employment=jobs[1])
    return duty, jobs


def address(ending):
    return reverse(f"oversight:matrix_{ending}")


def cells_of(ending, content):
    """Return what somebody reads in a file."""
    if ending == "csv":
        return content.decode("utf-8-sig")
    if ending == "xlsx":
        rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        return "\n".join(" ".join(cell or "" for cell in row) for row in rows)
    reader = PdfReader(io.BytesIO(content))
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("ending", ENDINGS)
def test_file_holds_the_words_of_the_screen(hr, staffed, ending):
    duty, jobs = staffed
    response = hr.get(address(ending))
    assert response["Content-Disposition"].endswith(f'{dates.today():%Y-%m-%d}.{ending}"')
    text = cells_of(ending, response.content)
    for words in (
        duty.name,
        str(jobs[0].person),
        str(jobs[1].person),
        "erfüllt am",
        "offen fällig",
    ):
        assert words in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_file_follows_the_filter_and_notes_the_look_at_those_in_it(hr, staffed, ending):
    _duty, (first, second) = staffed
    response = hr.get(address(ending), {"amt": first.department_id})
    text = cells_of(ending, response.content)
    assert str(first.person) in text
    assert str(second.person) not in text
    looked_at = set(AccessLogEntry.objects.values_list("person", flat=True))
    assert looked_at == {first.person_id}


def test_pdf_names_the_choice_and_the_day(hr, staffed, town):
    department = staffed[1][0].department
    query = {"amt": department.pk, "nur": "ueberfaellig"}
    text = cells_of("pdf", hr.get(address("pdf"), query).content)
    assert f"{department}, nur überfällige" in text
    assert town.name in text


def test_too_many_people_for_paper_lead_back_to_the_screen(hr, staffed, monkeypatch):
    monkeypatch.setattr(files, "MOST_PEOPLE", 1)
    response = hr.get(address("pdf"), follow=True)
    assert response.redirect_chain[0][0].startswith(reverse("oversight:matrix"))
    assert "Eine PDF fasst höchstens 1 Personen" in response.content.decode()


def test_name_that_looks_like_a_formula_stays_a_name(hr, town):
    job = EmploymentFactory(municipality=town, person__first_name="=1+1")
    PeriodFactory(obligation=ObligationFactory(municipality=town), employment=job)
    cell = load_workbook(io.BytesIO(hr.get(address("xlsx")).content)).active["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("=1+1")
