"""Station 8 of the main job: a university writes a lesson, four stages review it, learners get it.

The steps build on one another and run in the order of this file on one platform.
"""

import re
import uuid

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

AUTHOR = "autor@dhbw.example"
STRANGER = "autor@speyer.example"
EDITOR = "redaktion@kommunalcampus.example"
MODULE = "IT-Sicherheit am Arbeitsplatz"
CHAPTER = "Angriffe erkennen"
COURSE_PAGE = "/anbieter/dhbw/it-sicherheit-am-arbeitsplatz/"
# New in every run, so that the journey also works on a platform that is already running.
TITLE = f"Merksätze {uuid.uuid4().hex[:6]}"
TEXT = "Ein Merksatz aus vier Wörtern ist ein gutes Passwort."
LESSON = "/admin/snippets/modules/lesson/edit/"
FORBIDDEN = {403, 404}
# Faults of Wagtail's own pages, which are not ours to mend: its forms have no h1; its text editor
# and the button that tells who else is editing have no name.
WAGTAILS_OWN = {"page-has-heading-one", "aria-input-field-name", "button-name"}


def check_studio(visitor, station):
    """Expect no fault, and no accessibility finding but those known of Wagtail itself."""
    assert visitor.faults == []
    found = {
        finding["id"]: [node["html"] for node in finding["nodes"]]
        for finding in Axe().run(visitor.page).response["violations"]
        if finding["id"] not in WAGTAILS_OWN
    }
    assert found == {}, station


def choose_action(visitor, name):
    """Open the menu beside the button for saving, and choose from it."""
    visitor.page.get_by_role("button", name="Mehr Aktionen").click()
    visitor.page.get_by_role("button", name=name, exact=True).click()


def open_lesson(visitor):
    """Open the lesson from the list of lessons, and return its address."""
    visitor.go(f"/admin/snippets/modules/lesson/?q={TITLE.replace(' ', '+')}")
    visitor.page.get_by_role("link", name=TITLE, exact=True).click()
    visitor.page.wait_for_url(re.compile(f"{LESSON}\\d+/"))
    return visitor.page.url.removeprefix(visitor.base)


def test_station_8a_author_writes_a_lesson(visitor):
    author = visitor(AUTHOR)
    author.go("/admin/")
    check_studio(author, "20-studio")
    author.follow(MODULE)
    check_studio(author, "21-modul")
    author.follow(f"Lektion zu „{CHAPTER}“ hinzufügen")
    chapter = author.page.get_by_role("combobox", name="Kapitel")
    expect(chapter.locator("option:checked")).to_have_text(f"{MODULE} › {CHAPTER}")
    author.page.get_by_role("textbox", name="Titel").fill(TITLE)
    body = author.page.locator("[data-contentpath=body]")
    body.locator(".c-sf-add-button").first.click()
    author.page.get_by_role("option", name="Text", exact=True).click()
    body.get_by_role("textbox").click()
    author.page.keyboard.type(TEXT)
    # The editor hands its text over to the form with a short delay.
    expect(body.locator("input[name=body-0-value]")).to_have_value(re.compile(TEXT))
    check_studio(author, "22-neue-lektion")
    author.page.get_by_role("button", name="Entwurf speichern").click()
    author.page.wait_for_url(re.compile(f"{LESSON}\\d+/"))
    assert TITLE not in visitor_text(visitor, COURSE_PAGE)


def test_author_reads_at_any_width_in_which_forms_a_module_can_leave(visitor):
    author = visitor(AUTHOR)
    author.go("/admin/")
    author.follow(MODULE)
    author.follow("Dieses Modul exportieren")
    author.sees("Webseite mit Medien (HTML)")
    check_studio(author, "export")
    author.page.set_viewport_size({"width": 360, "height": 740})
    is_wider = "document.documentElement.scrollWidth > 360"
    assert not author.page.evaluate(is_wider)
    author.page.get_by_role("button", name=re.compile("cmi5")).focus()
    check_studio(author, "export-narrow")


def visitor_text(visitor, path):
    """Return the words that somebody who is not signed in reads on a page."""
    guest = visitor()
    guest.go(path)
    return guest.page.locator("main").inner_text()


def test_station_8b_author_previews_as_a_learner_and_submits(visitor):
    author = visitor(AUTHOR)
    address = open_lesson(author)
    author.page.get_by_role("button", name="Vorschau umschalten").click()
    with author.context.expect_page() as opened:
        author.page.get_by_role("link", name="Vorschau in neuem Tab").click()
    author.page, editing = opened.value, author.page
    author.sees("So sehen es die Lernenden.")
    author.sees(TEXT)
    author.check_page("23-vorschau")
    author.page.set_viewport_size({"width": 360, "height": 740})
    author.check_page("24-vorschau-am-telefon")
    author.page = editing
    # Playwright scrolls the form aside where it reaches for a panel that still slides in.
    author.go(address)
    assert author.page.get_by_role("button", name=re.compile("Veröffentlichen")).count() == 0
    choose_action(author, "In Begutachtung einreichen")
    expect(author.page.locator("body")).to_contain_text("wurde zur Moderation eingereicht")
    author.go(address)
    # While the editors review it, the author reads it only; the message fades in.
    expect(author.page.locator(".messages .lock")).to_be_visible()
    assert author.faults == []


def test_station_8c_another_university_finds_none_of_it(visitor):
    author = visitor(AUTHOR)
    address = open_lesson(author)
    module = module_address(author)
    stranger = visitor(STRANGER)
    for path in (
        "/admin/",
        "/admin/pages/",
        "/admin/snippets/modules/module/",
        "/admin/snippets/modules/lesson/",
        "/admin/snippets/modules/lesson/?q=merks",
        "/admin/snippets/modules/lesson/add/",
        "/admin/pages/search/?q=sicherheit",
        "/admin/choose-page/",
        "/admin/choose-page/search/?q=sicherheit",
    ):
        answer = stranger.context.request.get(f"{stranger.base}{path}")
        assert answer.status == 200, path
        assert TITLE not in answer.text(), path
        assert MODULE not in answer.text(), path
    for path in (address, address.replace("edit", "history"), module):
        assert stranger.context.request.get(f"{stranger.base}{path}").status in FORBIDDEN, path
    assert stranger.faults == []


def module_address(author):
    """Return the address under which the module is edited."""
    author.go("/admin/snippets/modules/module/")
    link = author.page.get_by_role("link", name=MODULE, exact=True)
    return link.first.get_attribute("href")


def test_station_8d_reviewers_read_compare_comment_and_pass_on(visitor):
    office = visitor(EDITOR)
    office.go("/pruefung/?stufen=alle")
    office.check_page("25-zu-begutachten")
    office.follow(MODULE)
    office.check_page("26-stufe")
    office.follow(TITLE)
    office.sees(TEXT)
    block = office.page.locator(".kr-block").first
    block.locator("summary").filter(has_text="Kommentar").press("Enter")
    block.get_by_role("textbox").fill("Bitte ein Beispiel ergänzen.")
    block.get_by_role("button", name=re.compile("Kommentar speichern")).press("Enter")
    expect(office.page.locator(".kr-comment")).to_contain_text("Bitte ein Beispiel ergänzen.")
    office.check_page("27-lektion-in-begutachtung")
    office.page.get_by_role("link", name="Was anders ist", exact=True).first.click()
    expect(office.page.locator("ins").first).to_contain_text(TEXT)
    office.check_page("28-was-anders-ist")


def test_station_8e_after_four_stages_new_learners_get_the_lesson(visitor):
    office = visitor(EDITOR)
    for _stage in range(4):
        office.go("/pruefung/?stufen=alle")
        office.follow(MODULE)
        office.page.get_by_role("radio", name="Freigeben und weitergeben").check()
        office.page.get_by_role("button", name="Entscheiden", exact=True).click()
        office.page.wait_for_url(re.compile("/pruefung/$"))
    guest = visitor()
    guest.go(COURSE_PAGE)
    guest.sees(TITLE)
