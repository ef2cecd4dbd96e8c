"""From the competence check over the gap to a path, its seats and its next step; then the office.

The stations build on one another and run in the order of this file on one platform.
"""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LEARNER = "lernen@viernheim.example"
OFFICE = "buero@kommunalcampus.example"
# One competence is weak, everything else is at ease; its course is one that no other journey books.
LITTLE, MUCH = "Mit Hilfe gelingt mir Einfaches", "Ich löse vielschichtige Fälle"
WEAK = ("Daten, Informationen und digitale Inhalte bewerten",)


def _answer_page(learner):
    """Choose a level for each competence of the page with the keyboard."""
    for group in learner.page.locator("main form fieldset").all():
        is_weak = any(word in group.locator("legend").inner_text() for word in WEAK)
        choice = group.get_by_role("radio", name=re.compile(LITTLE if is_weak else MUCH))
        choice.focus()
        learner.page.keyboard.press("Space")
        expect(choice).to_be_checked()
    learner.page.get_by_role("button", name=re.compile("^Speichern")).focus()
    with learner.page.expect_navigation():
        learner.page.keyboard.press("Enter")


def test_station_1_learner_checks_competences_and_takes_the_recommended_path(visitor):
    learner = visitor(LEARNER)
    learner.go("/lernen/kompetenzen/")
    learner.sees("Das sehen nur Sie")
    learner.check_page("20-kompetenz-check")
    learner.page.get_by_label("Kompetenzrahmen").select_option(label="DigComp 2.2")
    learner.press("Check beginnen")
    learner.sees("Teil 1 von 5")
    learner.check_page("21-fragebogen")
    for _ in range(5):
        _answer_page(learner)
    learner.sees("Bei 1 von 21 Kompetenzen liegt Ihr Ziel über Ihrer Einschätzung.")
    learner.check_page("22-ergebnis")
    learner.page.get_by_role("button", name=re.compile("Kurse? belegen")).click()
    learner.sees("Sie haben einen Platz in 1 Kurs.")
    learner.page.get_by_role("link", name=re.compile("Nächster Schritt")).click()
    expect(learner.page).to_have_url(re.compile("/lernen/kurs/"))


def test_station_2_learner_walks_a_path_and_reads_why_a_course_waits(visitor):
    learner = visitor(LEARNER)
    learner.go("/lernpfade/")
    learner.check_page("23-lernpfade")
    learner.page.get_by_role("link", name="Digital im Rathaus").click()
    for words in ("Erledigt", "Jetzt dran", "Noch gesperrt", "1 von 4, noch 3"):
        expect(learner.page.get_by_text(words, exact=True).first).to_be_visible()
    learner.check_page("24-lernpfad")
    learner.page.get_by_role("button", name=re.compile("Weiter mit")).click()
    expect(learner.page).to_have_url(re.compile("/lernen/kurs/"))
    learner.go("/anbieter/tud/prozessmanagement-kommunal/")
    learner.sees("Voraussetzung fehlt")
    learner.check_page("25-voraussetzung")
    learner.page.get_by_role("link", name="Zum Kurs, der zuerst kommt").first.click()
    expect(learner.page).to_have_url(re.compile("projektmanagement-verwaltung"))


def test_station_3_office_recognises_earlier_learning_and_arranges_a_path(visitor):
    office = visitor(OFFICE)
    office.go("/lernen/anerkennung/pruefen/")
    office.check_page("26-anerkennungen")
    office.page.get_by_role("link", name="Lehrgang Projektleitung").click()
    office.page.get_by_label("Anerkennen", exact=True).check()
    office.check_page("27-entscheiden")
    office.press("Entscheiden")
    office.sees("Entschieden.")
    office.go("/lernpfade/verwalten/")
    office.page.get_by_role("link", name="Fachwissen nach Wahl").click()
    office.check_page("28-pfad-bearbeiten")
    office.page.get_by_role("button", name=re.compile(r"^Nach unten\s*: Aufenthaltsrecht")).press(
        "Enter"
    )
    office.sees("Es gibt Änderungen, die noch nicht veröffentlicht sind.")
    office.press("Änderungen veröffentlichen")
    office.sees("Als Fassung 2 veröffentlicht.")
