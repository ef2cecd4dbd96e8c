"""The files of a package: words of a line, sums, names of documents, bytes that stay the same."""

import csv
import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.utils import translation

from courses.assignments.models import Period
from courses.assignments.states import Status
from courses.audits import files
from courses.audits.proving import Content, Duty, Line, Proof

DAY = dt.date(2025, 12, 31)
AT = dt.datetime(2026, 1, 2, 9, 30, 15, tzinfo=dt.UTC)
FIRST_AID = Duty(1, "Erste Hilfe", "§ 26 DGUV Vorschrift 1")
FIRE = Duty(2, "Brandschutz", "§ 10 ArbSchG")
PROOF = Proof(7, dt.date(2025, 3, 1), dt.date(2027, 3, 1), 3, "course")
LINE = Line(
    job=11,
    person=21,
    user=31,
    name="Kim Beispiel",
    department="Bauamt",
    duty=FIRST_AID,
    status=Status.FULFILLED,
    due_on=dt.date(2025, 4, 1),
    proof=PROOF,
)
OPEN = replace(LINE, job=12, person=22, name="Ada Muster", status=Status.OVERDUE, proof=None)
GONE = replace(LINE, job=13, person=23, name="", status=None, due_on=None, proof=None)


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


def test_line_is_told_in_words_and_german_days():
    assert files.cells_of(LINE) == [
        "Kim Beispiel",
        "Bauamt",
        "Erste Hilfe",
        "erfüllt",
        "01.04.2025",
        "01.03.2025",
        "3",
        "01.03.2027",
        "Kurs abgeschlossen",
        "7",
    ]
    assert len(files.heading()) == len(files.cells_of(LINE))


def test_line_without_a_proof_ends_with_the_deadline():
    assert files.cells_of(OPEN)[3:] == ["überfällig", "01.04.2025", "", "", "", "", ""]


def test_whoever_was_deleted_has_no_name_and_no_status():
    assert files.cells_of(GONE) == ["gelöscht", "Bauamt", "Erste Hilfe", "gelöscht", *[""] * 6]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", ""),
        ("handed_in", "von der Person eingereicht"),
        ("another", ""),
    ],
)
def test_how_it_was_proven_is_told_as_far_as_it_is_known(source, words):
    told = files.cells_of(replace(LINE, proof=replace(PROOF, source=source)))[8]
    assert bool(told) is bool(words)


@pytest.mark.parametrize("name", ["=1+1", "+49", "-x", "@SUMME(A1)", "\tx"])
def test_no_name_is_a_formula(name):
    content = Content((FIRST_AID,), (replace(LINE, name=name),))
    text = files.csv_file(content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1][0] == f"'{name}"


def test_every_way_of_proving_has_words():
    assert {str(one) for one in Period.Source} == files.SOURCES.keys() - {""}


def test_core_names_nobody_and_says_everything_else():
    core = files.core_of(Content((FIRST_AID,), (LINE, GONE)), DAY)
    told = json.dumps(core, ensure_ascii=False)
    assert "Kim" not in told and "Bauamt" in told
    first, gone = core["lines"]
    assert (first["employment"], first["status"], first["version"]) == (11, "fulfilled", 3)
    assert (gone["status"], gone["fulfilled_on"], gone["proof"]) == ("deleted", None, None)
    assert core["obligations"] == [
        {"id": 1, "name": "Erste Hilfe", "legal_basis": "§ 26 DGUV Vorschrift 1"}
    ]


def test_core_does_not_change_with_a_name():
    before = files.core_of(Content((FIRST_AID,), (LINE,)), DAY)
    after = files.core_of(Content((FIRST_AID,), (replace(LINE, name="Kim Neu"),)), DAY)
    assert before == after


def test_file_for_programs_gives_the_names_beside_the_lines():
    read = json.loads(files.json_file(Content((FIRST_AID,), (LINE, GONE)), {"x": 1}, DAY))
    assert read["people"] == {"11": "Kim Beispiel", "13": None}
    assert (read["x"], read["day"]) == (1, "2025-12-31")


def test_sums_count_each_obligation_by_itself():
    lines = (LINE, OPEN, GONE, replace(LINE, duty=FIRE), replace(OPEN, duty=FIRE))
    content = Content((FIRST_AID, FIRE), lines)
    assert files._sum(content, FIRST_AID) == ["Erste Hilfe", "3", "1", "1", "1"]
    assert files._sum(content, FIRE) == ["Brandschutz", "2", "1", "1", "0"]


def test_people_stand_in_the_order_of_names_on_paper():
    part = files._part(Content((FIRST_AID,), (LINE, OPEN)), FIRST_AID)
    assert [cells[0] for cells in part["lines"]] == ["Ada Muster", "Kim Beispiel"]
    assert all(len(cells) == len(part["heading"]) for cells in part["lines"])
    assert "Erste Hilfe" not in part["lines"][0]


def test_people_are_known_by_their_keys():
    assert Content((FIRST_AID,), (LINE, OPEN, replace(LINE, duty=FIRE))).people == {21: 31, 22: 31}


@pytest.mark.parametrize(("deleted", "told"), [(0, ""), (1, "1 Person"), (5, "5 Personen")])
def test_readme_says_how_many_were_deleted(deleted, told):
    text = files.readme_file(town="Musterstadt", day=DAY, deleted=deleted).decode("utf-8-sig")
    assert text.startswith("Nachweis der Pflichtschulungen, Musterstadt, Stand 31.12.2025")
    assert ("seither gelöscht" in text) is bool(deleted)
    assert told in text
    assert "/.well-known/jwks.json" in text


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("application/pdf", "belege/5.pdf"),
        ("image/png", "belege/5.png"),
        ("image/jpeg", "belege/5.jpg"),
        ("text/html", "belege/5.bin"),
    ],
)
def test_documents_are_named_by_number_and_kind_never_as_they_were_called(media_type, name):
    one = SimpleNamespace(period_id=5, media_type=media_type, content=b"x", name="Kim.html")
    assert files.document_files([one]) == {name: b"x"}


def test_same_files_give_the_same_bytes_in_any_order():
    made = {"b.txt": b"zwei", "a.txt": b"eins"}
    packed = files.packed(made, at=AT)
    assert files.packed(dict(reversed(made.items())), at=AT) == packed
    assert files.packed(made, at=AT + dt.timedelta(days=1)) != packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["a.txt", "b.txt"]
        assert archive.getinfo("a.txt").date_time == (2026, 1, 2, 9, 30, 14)
        assert archive.read("b.txt") == b"zwei"


def test_paper_is_the_same_at_the_same_moment():
    facts = {"town": "Musterstadt", "day": DAY, "about": ["Erstellt am 02.01.2026."], "at": AT}
    content = Content((FIRST_AID, FIRE), (LINE, OPEN, GONE, replace(LINE, duty=FIRE)))
    first = files.pdf_file(content, **facts)
    assert first.startswith(b"%PDF")
    assert files.pdf_file(content, **facts) == first
