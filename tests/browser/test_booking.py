"""HR books for others in a real browser: look, confirm, undo, substitute, give back."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PERSONNEL = "personal@viernheim.example"
LEARNER = "lernen@viernheim.example"
COURSE = "E-Akte: Einführung für den Arbeitsalltag"


def choose(personnel, *people, unnamed=""):
    """Fill in the form and look at the preview."""
    personnel.go("/personal/buchungen/neu/")
    page = personnel.page
    page.locator("[name=course]").select_option(label=COURSE)
    page.locator("[name=people]").fill("\n".join(people))
    page.locator("[name=unnamed]").fill(unnamed)
    personnel.follow("Vorschau zeigen")


def test_wrong_names_are_said_and_what_was_typed_stays(visitor):
    personnel = visitor(PERSONNEL)
    personnel.go("/personal/")
    personnel.follow("Gebuchte Plätze")
    personnel.check_page("60-buchungen-leer")
    personnel.follow("Plätze buchen")
    choose(personnel, "Niemand Hier")
    personnel.sees("Niemand Hier")
    expect(personnel.page.locator("[name=people]")).to_have_value("Niemand Hier")
    personnel.check_page("61-buchen-falscher-name")


def test_booked_and_undone_before_anybody_hears_of_it(visitor):
    personnel = visitor(PERSONNEL)
    choose(personnel, unnamed="2")
    personnel.sees("Vorschau: Noch ist nichts gebucht")
    personnel.sees("davon 2 ohne Namen")
    personnel.check_page("62-buchen-vorschau")
    personnel.follow("2 Plätze buchen")
    personnel.sees("2 Plätze sind gebucht")
    personnel.check_page("63-gebucht")
    personnel.follow(re.compile("^Alles rückgängig machen"))
    personnel.sees("Alles ist rückgängig gemacht")
    personnel.check_page("64-buchung-rueckgaengig")


def test_seat_is_named_and_given_back(visitor):
    personnel = visitor(PERSONNEL)
    choose(personnel, unnamed="1")
    personnel.follow("1 Platz buchen")
    personnel.follow("Person benennen")
    personnel.check_page("65-platz-ohne-namen")
    page = personnel.page
    page.locator("[name=person]").fill(LEARNER)
    page.locator("[name=person]").press("Enter")
    personnel.sees("Ersatzperson benennen")
    personnel.check_page("66-platz-uebergeben")
    personnel.follow("Platz zurückgeben")
    personnel.sees("Platz zurückgeben?")
    personnel.check_page("67-platz-zurueckgeben")
    personnel.follow("Platz zurückgeben")
    personnel.go("/personal/buchungen/plaetze/")
    personnel.sees("Keine Plätze")


def test_learner_reads_that_the_employer_has_looked(visitor):
    learner = visitor(LEARNER)
    learner.go("/lernen/privat/")
    learner.sees("Vom Arbeitgeber gebuchte Plätze")
    learner.check_page("68-wer-sieht-was")
