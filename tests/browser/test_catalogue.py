"""Finding a course: by keyboard, with a typing error, with nothing found, with a look inside."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LEARNER = "lernen@viernheim.example"
TITLE = "Barrierefreie Dokumente erstellen"


def test_typing_error_finds_the_course_by_keyboard_only(visitor):
    learner = visitor(LEARNER)
    learner.go("/katalog/")
    learner.page.get_by_label("Was möchten Sie lernen?").focus()
    learner.page.keyboard.type("barierefrei")
    learner.page.keyboard.press("Enter")
    learner.sees("Meinten Sie")
    learner.check_page("katalog-tippfehler")
    link = learner.page.locator("main").get_by_role("link", name=TITLE, exact=True)
    link.focus()
    learner.page.keyboard.press("Enter")
    expect(learner.page.locator("h1")).to_have_text(TITLE)


def test_filters_narrow_down_and_nothing_found_leads_on(visitor):
    learner = visitor(LEARNER)
    learner.go("/katalog/?q=xyzabc&thema=datenschutz")
    learner.sees("Dazu passt noch kein Kurs")
    learner.check_page("katalog-ohne-treffer")
    topics = learner.page.locator("main .kc-chip")
    topics.filter(has_text=re.compile("Datenschutz")).last.click()
    expect(learner.page).to_have_url(re.compile(r"\?thema=datenschutz$"))
    expect(learner.page.get_by_role("checkbox", name=re.compile("^Datenschutz"))).to_be_checked()


def test_look_inside_shows_the_first_lesson_and_leads_back(visitor):
    learner = visitor(LEARNER)
    learner.go("/katalog/?q=Vergaberecht")
    learner.page.locator(".kc-course").get_by_role("link").first.click()
    learner.page.get_by_role("link", name="In die erste Lektion hineinschauen").click()
    learner.sees("nichts zählt für einen Nachweis")
    learner.check_page("einblick")
    learner.page.get_by_role("link", name="Zurück zum Kurs").click()
    learner.sees("Inhalte")
