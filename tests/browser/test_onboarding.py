"""A plan for newcomers: saved once, told before an import, and read by who has just begun."""

import re

import pytest

from campus.kit.sheets import csv_content

pytestmark = pytest.mark.browser

HR, NEWCOMER = "personal@viernheim.example", "lernen@viernheim.example"
PLAN = "Neu im Bürgerbüro"
COURSES = ("Barrierefreie Dokumente erstellen", "E-Akte: Einführung für den Arbeitsalltag")
HEAD = ("Personalnummer", "Vorname", "Nachname", "Amt", "Eintritt")
# Two of five begin where the plan applies.
LIST = [
    HEAD,
    ("O-1", "Anna", "Anfang", "Bürgerbüro", "01.12.2026"),
    ("O-2", "Bela", "Beginn", "Bürgerbüro", "01.12.2026"),
    ("O-3", "Cora", "Start", "Kämmereiamt", "01.12.2026"),
    ("O-4", "Dana", "Los", "Hauptamt", "01.12.2026"),
    ("O-5", "Emil", "Früher", "Standesamt", "01.12.2026"),
]


def test_plan_is_saved_and_reaches_newcomers_and_can_be_undone(visitor):
    personnel = visitor(HR)
    personnel.go("/personal/")
    personnel.follow("Einstiegspläne")
    personnel.check_page("90-einstieg-liste")
    personnel.follow(re.compile("^Neuer Einstiegsplan"))
    page = personnel.page
    page.locator("[name=name]").fill(PLAN)
    page.locator("[name=legal_basis]").fill("Dienstanweisung Einarbeitung")
    page.locator("[name=entered_from]").fill("2025-11-01")
    page.get_by_label("– Bürgerbüro").check()
    for course in COURSES:
        page.get_by_label(course, exact=True).check()
    personnel.follow("Weiter zu Fristen und Vorschau")
    personnel.sees("2 Neue sind schon da")
    personnel.check_page("91-einstieg-vorschau")
    personnel.follow(re.compile("^Speichern, auch für die 2 Neuen"))
    personnel.sees("0 von 4 erledigt (0 %)")
    personnel.check_page("92-einstieg-stand")
    _newcomer_reads_it(visitor(NEWCOMER))
    _import_tells_of_it(personnel)
    page.get_by_role("link", name=PLAN).first.click()
    personnel.follow(re.compile("^Alles rückgängig machen"))
    newcomer = visitor(NEWCOMER)
    newcomer.go("/lernen/")
    assert newcomer.page.get_by_role("heading", name="Ihr Einstieg").count() == 0


def _newcomer_reads_it(newcomer):
    newcomer.go("/lernen/")
    begin = newcomer.page.get_by_role("region", name="Ihr Einstieg")
    words = begin.inner_text()
    assert "Zugewiesen von Ihrem Arbeitgeber: Stadt Viernheim" in words
    assert words.index(COURSES[0]) < words.index(COURSES[1])
    assert "Als Nächstes" in words
    newcomer.check_page("93-einstieg-lernende")


def _import_tells_of_it(personnel):
    """Look at what a list would bring, and write nothing of it."""
    personnel.go("/personal/mitarbeitende/einlesen/")
    file = {"name": "neue.csv", "mimeType": "text/csv", "buffer": csv_content(LIST)}
    personnel.page.locator("input[type=file]").set_input_files(file)
    personnel.follow("Hochladen und Spalten wählen")
    personnel.follow("Vorschau zeigen")
    personnel.sees("Noch ist nichts geschrieben.")
    rows = personnel.page.locator("main table tbody tr", has_text=PLAN)
    assert rows.count() == 2
    personnel.check_page("94-einstieg-import")
    personnel.go("/personal/einstieg/")
