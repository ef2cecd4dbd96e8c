"""The learner's whole way without a mouse, and what assistive technology is told on it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answers import right_answers
from tests.browser.conftest import PASSWORD
from tests.browser.keys import FOCUS
from tests.browser.seeds import BUSY, KEYS

pytestmark = pytest.mark.browser

COURSE = "datenschutz-grundlagen"
TITLE = "Datenschutz: Grundlagen für die Verwaltung"


def comes_true(page, question):
    """Wait until the page answers a question with yes."""
    for _ in range(50):
        if page.evaluate(question):
            return
        page.wait_for_timeout(200)
    raise AssertionError(question)


def unnamed(page):
    """Return what can have the focus and has no name in the tree that readers are given."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    client.detach()
    found = []
    for node in nodes:
        facts = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
        role = node.get("role", {}).get("value")
        if facts.get("focusable") and role not in ("RootWebArea", "main", "article"):
            found += [] if node["name"].get("value", "").strip() else [role]
    return found


def choose(keys, answers):
    """Answer every question: radio buttons by arrows, boxes by Space."""
    for field in keys.main.locator("fieldset.kp-question").all():
        prompt = field.locator(".kp-question__prompt").inner_text().strip()
        for text in answers[prompt]:
            wanted = field.get_by_label(text, exact=True)
            if wanted.get_attribute("type") == "checkbox":
                keys.to(wanted, limit=30)
                keys.press("Space")
            else:
                keys.to(field.get_by_role("radio"), limit=30)
                keys.press("Space")
                while not wanted.is_checked():
                    keys.press("ArrowDown")
            expect(wanted).to_be_checked()


def sign_in(keys, base):
    """Sign in after a wrong password: the focus leads to what is wrong, and from there on."""
    page = keys.page
    page.goto(f"{base}/konto/login/")
    keys.into_content()
    keys.to(page.locator("[name=login]"), limit=5)
    page.keyboard.type(KEYS)
    keys.to(page.locator("[name=password]"), limit=3)
    page.keyboard.type("falsch")
    keys.enter()
    expect(page.get_by_role("alert")).to_be_focused()
    keys.to(page.locator("[name=password]"), limit=6)
    page.keyboard.type(PASSWORD)
    keys.enter()
    page.wait_for_url(re.compile("/lernen/$"))


def find_and_enrol(keys):
    """Search from the frame, hear how much was found, open the course and take a seat."""
    keys.to(keys.page.get_by_role("searchbox", name="Im Katalog suchen"), limit=5)
    keys.page.keyboard.type("datenschutz grundlagen")
    keys.enter()
    keys.hears(re.compile(r"\d+ Kurse?"))
    keys.into_content()
    keys.use("link", TITLE)
    keys.into_content()
    keys.use("button", "Jetzt einschreiben")
    keys.page.wait_for_url(re.compile("/lernen/kurs/"))
    assert unnamed(keys.page) == []
    keys.into_content()
    keys.use("link", "Beginnen")


def read_lessons(keys):
    """Read three texts; each is finished by its button, and the news are read aloud."""
    for number in (1, 2, 3):
        expect(keys.main).to_match_aria_snapshot(f"""
        - complementary "Inhalt des Kurses":
          - group:
            - navigation "Inhalt":
              - progressbar "{number - 1} von 5 Schritten erledigt"
        - article:
          - navigation "Zum vorigen oder nächsten Schritt":
            - button "Vollbild"
          - paragraph: /Schritt {number} von 5/
          - heading [level=1]
          - heading "Inhalt der Lektion" [level=2]
        """)
        keys.into_content()
        keys.use("button", "Erledigt und weiter")
        keys.hears("ist erledigt. Noch")


def check_oneself(keys):
    """Answer a self-test; it is saved by itself, and the focus goes to what came of it."""
    assert unnamed(keys.page) == []
    keys.into_content()
    choose(keys, right_answers(COURSE))
    expect(keys.page.locator("[data-kq-status][role=status]")).to_contain_text("Gespeichert um")
    keys.use("button", "Antworten prüfen", limit=5)
    expect(keys.main.get_by_role("group", name="Ergebnis")).to_be_focused()
    keys.hears("Ihre Antworten sind geprüft")
    expect(keys.main).to_match_aria_snapshot("""
    - region "Selbsttest":
      - heading "Selbsttest" [level=2]
      - group "Ergebnis":
        - list:
          - listitem:
            - heading /Frage 1 von 3/ [level=3]
    """)
    keys.use("link", re.compile("^Weiter"), limit=20)


def take_the_test(keys):
    """Take the graded test: asked before it is handed in, and told the result."""
    keys.into_content()
    keys.use("button", "Test beginnen")
    expect(keys.page.locator("#test")).to_be_focused()
    expect(keys.main).to_match_aria_snapshot("""
    - region "Benoteter Test":
      - heading "Benoteter Test" [level=2]
      - group /Frage 1 von 5/:
        - radio
    """)
    choose(keys, right_answers(COURSE))
    keys.use("button", "Weiter zur Abgabe", limit=5)
    keys.into_content()
    keys.use("button", "Jetzt abgeben")
    expect(keys.main.get_by_role("group", name="Ergebnis")).to_be_focused()
    keys.hears("Bestanden")


def find_the_document(keys):
    """Open the account's menu, leave it by Escape, and look up the document and its page."""
    menu = keys.page.locator("details.kc-menu > summary")
    keys.to(menu, key="Shift+Tab", limit=120)
    keys.press("Enter", "Escape")
    expect(menu).to_be_focused()
    keys.press("Enter")
    keys.to(keys.page.get_by_role("link", name="Nachweise", exact=True), limit=12)
    keys.enter()
    keys.into_content()
    keys.use("link", re.compile("^Prüfseite"))
    expect(keys.page.locator("h1")).to_contain_text("echt und gültig")
    keys.into_content()
    keys.to(keys.page.get_by_label("Name auf dem Nachweis"), limit=10)
    keys.page.keyboard.type("Wer Anders")
    keys.enter()
    expect(keys.page.get_by_role("alert")).to_contain_text("Der Name gehört nicht")
    assert unnamed(keys.page) == []


def test_learner_gets_from_sign_in_to_the_verified_document_by_keyboard(keys, platform):
    learner = keys()
    sign_in(learner, platform.base)
    expect(learner.main).to_match_aria_snapshot("""
    - region "Weiterlernen"
    - region "Fällig"
    - region "Termine"
    - region "Für Sie"
    """)
    assert unnamed(learner.page) == []
    find_and_enrol(learner)
    read_lessons(learner)
    check_oneself(learner)
    take_the_test(learner)
    find_the_document(learner)


def test_film_help_and_full_screen_are_led_by_keys(keys, planted, platform):
    learner = keys(BUSY)
    page = learner.page
    page.goto(platform.base + planted["film"])
    learner.into_content()
    learner.work("button", "Hilfe", limit=40)
    expect(page.get_by_role("dialog", name="Hilfe zum Kurs")).to_be_visible()
    learner.stop()
    assert page.evaluate(f"Boolean({FOCUS}.closest('dialog'))")
    learner.press("Escape")
    expect(learner.main.get_by_role("button", name="Hilfe")).to_be_focused()
    learner.work("button", "Vollbild", key="Shift+Tab", limit=2)
    leave = learner.main.get_by_role("button", name="Vollbild verlassen", pressed=True)
    expect(leave).to_be_focused()
    learner.press("Enter")
    learner.to(page.locator("video"), limit=12)
    film = page.locator("video")
    learner.press("Space")
    comes_true(page, "document.querySelector('video').currentTime > 0")
    learner.press("Space")
    assert film.evaluate("one => one.paused")
    learner.to(learner.main.locator("summary", has_text="Mitlesen und springen"), limit=12)
    learner.press("Enter", "Tab", "Tab", "Enter")
    comes_true(page, "document.querySelector('[data-kl-cue][aria-current]') !== null")
    words = learner.main.locator("details.kc-accordion", has_text="Wortlaut").last
    learner.to(words.locator("summary"), limit=40)
    learner.press("Enter")
    expect(words).to_have_attribute("open", "")


def test_filter_by_keyboard_keeps_the_focus_and_tells_the_count(keys, platform):
    guest = keys()
    guest.page.goto(f"{platform.base}/katalog/")
    guest.into_content()
    box = guest.page.get_by_role("checkbox", name=re.compile("^Datenschutz"))
    guest.to(box, limit=20)
    with guest.page.expect_navigation():
        guest.press("Space")
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    guest.hears(re.compile(r"\d+ Kurse?"))
