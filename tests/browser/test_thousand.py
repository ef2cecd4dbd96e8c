"""A town's first hour: a thousand people, three obligations by law, matrix, reminder, proof.

The stations build on one another and run in the order of this file on one platform.
"""

import io
import json
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from campus.kit.sheets import XLSX_TYPE, csv_content, xlsx_content

pytestmark = pytest.mark.browser

STAFF = 1_000
HEAD = ("Personalnummer", "Vorname", "Nachname", "E-Mail", "Amt", "Funktion", "Eintritt")
WRONG_DAY, TWICE = 500, 7
# Of each pair of rows with the same number neither is taken over.
TAKEN = STAFF - 2
# The first working day lies years back, so that the deadline is today.
LAW, DUE_TODAY = "Pflichtenkataster", "Unterweisung am Arbeitsplatz"


@pytest.fixture(scope="module")
def manager(platform):
    """Return how the new town's human resources sign in."""
    code = "from tests.browser.seeds import found_town; found_town()"
    return json.loads(platform.make(code))


def _line(number):
    email = f"n{number}@tausend.example" if number % 3 else ""
    office, entry = f"Amt {number % 12 + 1}", "31.02.2021" if number == WRONG_DAY else "01.04.2020"
    name = (f"Vorname{number % 97}", f"Nachname{number:04d}")
    return (f"{number:05d}", *name, email, office, "Sachbearbeitung", entry)


def _list(*numbers):
    return [HEAD, *(_line(number) for number in numbers)]


def _send(personnel, name, content, kind=XLSX_TYPE):
    personnel.go("/personal/mitarbeitende/einlesen/")
    file = {"name": name, "mimeType": kind, "buffer": content}
    personnel.page.locator("input[type=file]").set_input_files(file)
    personnel.follow("Hochladen und Spalten wählen")
    new_departments = personnel.page.locator("[name=adds_departments]")
    if not new_departments.is_checked():
        new_departments.focus()
        personnel.page.keyboard.press("Space")
    personnel.follow("Vorschau zeigen")


def _take_over(personnel, rows, words):
    personnel.follow(re.compile(rf"^{rows} Zeilen? übernehmen"))
    expect(personnel.page.locator("main")).to_contain_text(words, timeout=60_000)


def test_station_1_a_thousand_people_are_imported_and_faulty_rows_explained(visitor, manager):
    personnel = visitor(manager)
    numbers = [*range(1, STAFF + 1), TWICE]
    _send(personnel, "personal.xlsx", xlsx_content(_list(*numbers), title="Liste"))
    personnel.sees("3 Zeilen können nicht übernommen werden")
    personnel.sees("Noch ist nichts geschrieben.")
    personnel.sees("Zeile für Zeile")
    personnel.sees(f"Vorname{TWICE} Nachname{TWICE:04d}")
    personnel.check_page("80-import-vorschau")
    _take_over(personnel, TAKEN, f"{TAKEN} Zeilen wurden geschrieben")
    personnel.check_page("81-import-geschrieben")


def test_station_2_the_mended_rows_follow_and_what_is_there_stays(visitor, manager):
    personnel = visitor(manager)
    mended = [(*_line(WRONG_DAY)[:6], "01.04.2020"), _line(TWICE)]
    _send(personnel, "nachtrag.csv", csv_content([HEAD, *mended, _line(1)]), "text/csv")
    _take_over(personnel, 2, "2 Zeilen wurden geschrieben")
    personnel.go("/personal/mitarbeitende/?q=Nachname")
    personnel.sees(f"{STAFF} Personen")


def _adopt(personnel, entry):
    personnel.go("/personal/kataster/")
    personnel.page.locator("main table tbody th a").nth(entry).click()
    personnel.follow("Für unsere Kommune übernehmen")
    personnel.sees(LAW)
    personnel.follow("Vorschau zeigen")
    personnel.sees(f"{STAFF + 1} Personen bekommen die Pflicht")
    personnel.follow("Zuweisen und Mitarbeitende benachrichtigen")
    personnel.sees("Die Pflicht gilt, und die Mitarbeitenden sind benachrichtigt.")


@pytest.mark.parametrize("entry", range(3))
def test_station_3_three_obligations_are_adopted_from_the_cadastre(visitor, manager, entry):
    personnel = visitor(manager)
    _adopt(personnel, entry)
    personnel.check_page(f"82-pflicht-{entry}")


def test_station_4_matrix_shows_a_part_and_narrows_to_a_department(visitor, manager):
    personnel = visitor(manager)
    personnel.go("/personal/matrix/")
    personnel.sees(f"{STAFF + 1} Personen")
    rows = personnel.page.locator("main table tbody tr")
    assert rows.count() == 25
    assert personnel.page.locator("main table thead th").count() == 4
    personnel.page.get_by_label("Amt", exact=True).select_option(label="Amt 3")
    personnel.follow("Anzeigen")
    personnel.sees("84 Personen")
    expect(rows.first).to_contain_text("bald fällig")
    expect(rows.first).to_contain_text("heute")
    personnel.check_page("83-matrix-amt")


def _open_duty(personnel):
    personnel.go("/personal/")
    with personnel.page.expect_navigation():
        personnel.page.locator("main").get_by_role("link", name=DUE_TODAY).first.click()


def test_station_5_all_are_reminded_by_one_click_and_only_once(visitor, manager):
    personnel = visitor(manager)
    _open_duty(personnel)
    personnel.follow(f"{STAFF + 1} Personen erinnern")
    personnel.sees(f"{STAFF + 1} Personen wurden erinnert.")
    personnel.sees("Morgen können Sie wieder erinnern.")
    assert personnel.page.get_by_role("button", name=re.compile("erinnern$")).count() == 0
    personnel.check_page("84-alle-erinnert")


def test_station_6_a_proof_from_elsewhere_stands_in_the_matrix_and_its_pdf(visitor, manager):
    personnel = visitor(manager)
    _open_duty(personnel)
    name = f"{_line(1)[1]} {_line(1)[2]}"
    personnel.follow(name)
    personnel.follow("Nachweis eintragen")
    page = personnel.page
    page.locator("[name=on]").fill("2099-01-01")
    personnel.follow("Nachweis eintragen")
    assert page.locator("[name=on]").input_value() == "2099-01-01"
    page.locator("[name=on]").fill("2026-05-04")
    personnel.follow("Nachweis eintragen")
    personnel.sees("04.05.2026")
    personnel.go("/personal/matrix/")
    page.get_by_label("Amt", exact=True).select_option(label="Amt 2")
    personnel.follow("Anzeigen")
    expect(page.locator("main table tbody tr", has_text=name)).to_contain_text("erfüllt")
    link = page.locator("main").get_by_role("link", name="PDF")
    answer = page.request.get(f"{personnel.base}{link.get_attribute('href')}")
    document = PdfReader(io.BytesIO(answer.body()))
    text = "".join(one.extract_text() for one in document.pages)
    assert text.count("Nachname") == 84
    assert "erfüllt" in text
