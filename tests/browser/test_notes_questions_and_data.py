"""A learner keeps a note by keyboard, asks the tutor and reads the answer, and takes the data home.

The stations build on one another and run in the order of this file on one platform.
"""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LEARNER = "lernen@viernheim.example"
NOTE = "Überschriften zuerst prüfen"
ASKED = "Gilt das auch für Vorlagen in Word?"
ANSWER = "Ja, Vorlagen zuerst: dann sind alle Dokumente richtig."


@pytest.fixture
def learner(visitor):
    return visitor(LEARNER)


def open_step(guest):
    """Go back to the step of the completed course where the demo has left a note."""
    guest.go("/lernen/notizen/")
    guest.page.get_by_role("link", name=re.compile("^Zum Schritt")).first.click()
    expect(guest.page.locator("details.kf-tool")).to_have_count(2)


def tool(guest, name):
    """Return a tool of the step, opened with the keyboard."""
    box = guest.page.locator("details.kf-tool").filter(has_text=name)
    box.locator("summary").focus()
    guest.page.keyboard.press("Enter")
    return box


def test_station_1_learner_keeps_a_note_with_the_keyboard_only(learner):
    open_step(learner)
    box = tool(learner, "Notiz oder Lesezeichen")
    expect(box).to_have_attribute("open", "")
    learner.check_page("n1-werkzeuge-offen")
    area = box.locator("textarea")
    area.focus()
    learner.page.keyboard.type(NOTE)
    send = box.get_by_role("button", name="Notiz speichern")
    for _ in range(4):
        learner.page.keyboard.press("Tab")
        if send.evaluate("one => one === document.activeElement"):
            break
    learner.page.keyboard.press("Enter")
    learner.sees("Ihre Notiz ist gespeichert.")
    learner.go("/lernen/notizen/")
    learner.sees(NOTE)
    learner.check_page("n2-notizen")
    learner.page.get_by_role("link", name=re.compile("Zum Schritt|Zur Stelle")).first.click()
    learner.page.wait_for_url(re.compile("/lernen/kurs/"))
    learner.sees(NOTE)


def test_station_2_question_typed_in_an_expired_session_is_not_lost(learner):
    open_step(learner)
    box = tool(learner, "Fragen oder Fehler melden")
    box.get_by_label("Ihr Text").fill(ASKED)
    learner.context.clear_cookies(name="sessionid")
    box.get_by_role("button", name="An den Anbieter senden").click()
    learner.page.wait_for_url(re.compile("/konto/login/"))
    learner.page.locator("[name=login]").fill(LEARNER)
    learner.page.locator("[name=password]").fill("demo-kommunalcampus")
    learner.page.locator("[name=password]").press("Enter")
    expect(learner.page.get_by_label("Ihr Text")).to_have_value(ASKED)
    learner.check_page("n3-frage-nach-anmeldung")
    learner.press("An den Anbieter senden")
    learner.sees("Ihr Text ist abgeschickt.")


def test_station_3_tutor_answers_without_learning_the_name(visitor):
    tutor = visitor("autor@speyer.example")
    tutor.go("/lehre/fragen/")
    tutor.check_page("n4-fragen")
    assert "Demo-Lernend" not in tutor.page.locator("main").inner_text()
    tutor.page.get_by_role("link", name=re.compile(rf"Beantworten.*{ASKED[:20]}")).click()
    tutor.check_page("n5-antworten")
    tutor.page.get_by_label("Ihre Antwort").fill(ANSWER)
    tutor.press("Antwort senden")
    tutor.sees("Ihre Antwort ist abgeschickt.")


def test_station_4_learner_reads_the_answer(learner):
    learner.go("/lernen/fragen/")
    learner.sees(ANSWER)
    learner.check_page("n6-meine-fragen")


def test_station_5_learner_takes_everything_home(learner):
    learner.go("/lernen/privat/daten/")
    learner.check_page("n7-meine-daten")
    learner.press("Kopie anfordern")
    link = learner.page.get_by_role("link", name="Datei für Programme (JSON)")
    # The page shows by itself when the copy is ready.
    expect(link).to_be_visible(timeout=60_000)
    learner.check_page("n8-kopie-fertig")
    with learner.page.expect_download() as waiting:
        link.click()
    with open(waiting.value.path(), encoding="utf-8") as file:
        whole = json.load(file)
    assert NOTE in [note["text"] for note in whole["sections"]["notes"]]
    assert ANSWER in json.dumps(whole["sections"]["questions"], ensure_ascii=False)
    with learner.page.expect_download() as waiting:
        learner.press("Dokument (PDF)")
    with open(waiting.value.path(), "rb") as document:
        assert document.read(5) == b"%PDF-"


def test_station_6_deletion_asks_twice_and_can_be_left(learner):
    learner.go("/lernen/privat/loeschen/")
    learner.check_page("n9-loeschen")
    learner.press("Weiter zur letzten Frage")
    learner.check_page("n10-sicher")
    learner.press("Endgültig löschen")
    learner.sees("Bitte setzen Sie das Häkchen")
    learner.press("Abbrechen")
    learner.page.wait_for_url(re.compile("/lernen/privat/daten/"))


def test_station_7_rating_and_privacy_pages_have_no_finding(learner):
    learner.go("/lernen/privat/")
    learner.check_page("n11-wer-sieht-was")
    open_step(learner)
    learner.page.goto(learner.page.url.split("#")[0].rsplit("/", 2)[0] + "/")
    learner.page.get_by_role("link", name=re.compile("bewerten|Bewertung")).first.click()
    learner.page.wait_for_url(re.compile("/bewertungen/"))
    learner.check_page("n12-bewerten")
    learner.press("Speichern")
    learner.check_page("n13-bewertung")
