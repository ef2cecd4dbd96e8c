"""The main job from finding a course to the invoice, station by station in a real browser.

The stations build on one another and run in the order of this file on one platform.
"""

import base64
import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.answers import right_answers

pytestmark = pytest.mark.browser

COURSE = "datenschutz-grundlagen"
TITLE = "Datenschutz: Grundlagen"
LEARNER = "lernen@viernheim.example"
PERSONNEL = "personal@viernheim.example"


def test_station_1_learner_finds_a_course_and_enrols(visitor):
    learner = visitor(LEARNER)
    expect(learner.page).to_have_url(re.compile(r"/lernen/$"))
    learner.sees("Stadt Viernheim")
    learner.check_page("01-startseite")
    learner.go("/katalog/?q=datenschutz")
    learner.sees(TITLE)
    learner.check_page("02-katalog")
    learner.page.locator("main").get_by_role("link", name=re.compile(TITLE)).first.click()
    learner.check_page("03-kursseite")
    learner.press("Jetzt einschreiben")
    learner.page.wait_for_url(re.compile("/lernen/kurs/"))
    learner.sees("0 von 5 Schritten")


def test_station_2_learner_leaves_and_continues_on_another_device(visitor):
    learner = visitor(LEARNER)
    learner.go("/lernen/")
    learner.page.get_by_role("link", name=re.compile(rf"(Beginnen|Weiter).*{TITLE}")).click()
    learner.check_page("04-lektion")
    first = learner.page.locator("h1").inner_text()
    learner.press("Erledigt und weiter")
    expect(learner.page.locator("h1")).not_to_have_text(first)
    second = learner.page.locator("h1").inner_text()
    phone = visitor(LEARNER, viewport={"width": 360, "height": 740})
    phone.page.get_by_role("link", name=re.compile(rf"Weiter.*{TITLE}")).click()
    expect(phone.page.locator("h1")).to_have_text(second)
    phone.check_page("05-weiterlernen-am-telefon")


def _answer_all(visitor, slug):
    """Choose the right answer of every question on the page."""
    answers = right_answers(slug)
    for field in visitor.page.locator("fieldset.kp-question").all():
        prompt = field.locator(".kp-question__prompt").inner_text().strip()
        for text in answers[prompt]:
            field.get_by_label(text, exact=True).check()


def test_station_3_learner_works_through_to_the_certificate(visitor):
    learner = visitor(LEARNER)
    learner.follow(re.compile(rf"Weiter.*{TITLE}"))
    for _ in range(30):
        main = learner.page.locator("main")
        if main.get_by_role("button", name="Test beginnen").count():
            learner.check_page("06-benoteter-test")
            learner.follow("Test beginnen")
        elif main.locator("fieldset.kp-question").count():
            _answer_all(learner, COURSE)
            _hand_in(learner)
        elif main.get_by_role("button", name="Erledigt und weiter").count():
            learner.follow("Erledigt und weiter")
        elif main.get_by_role("button", name="Fertig").count():
            learner.follow("Fertig")
        elif main.get_by_role("link", name=re.compile("^Weiter")).count():
            learner.follow(re.compile("^Weiter"))
        else:
            break
    learner.go("/lernen/nachweise/")
    learner.sees(TITLE)
    learner.check_page("08-nachweise")


def _hand_in(learner):
    main = learner.page.locator("main")
    if main.get_by_role("button", name="Antworten prüfen").count():
        learner.follow("Antworten prüfen")
        learner.check_page("07-selbsttest-rueckmeldung")
        return
    learner.follow("Weiter zur Abgabe")
    learner.follow("Jetzt abgeben")


def test_station_4_anybody_verifies_the_certificate(visitor):
    learner = visitor(LEARNER)
    learner.go("/lernen/nachweise/")
    own = learner.page.get_by_role("article").filter(has_text=TITLE)
    record = own.filter(has_text="Leistungsnachweis")
    assert own.filter(has_text="Teilnahmebestätigung").count() == 1
    number = record.locator("dd", has_text=re.compile("^KC-")).inner_text()
    file = learner.context.request.get(f"{learner.base}/nachweise/{number}/pdf/?punkte=1")
    assert file.body().startswith(b"%PDF-")
    stranger = visitor()
    stranger.go("/nachweise/")
    stranger.page.get_by_label("Nummer des Nachweises").fill(number.lower())
    stranger.press("Prüfen")
    stranger.sees("Dieser Nachweis ist echt und gültig")
    stranger.check_page("09-nachweis")
    stranger.page.get_by_label("Name auf dem Nachweis").fill("Wer Anders")
    stranger.press("Vergleichen")
    stranger.sees("Der Name gehört nicht zu diesem Nachweis")
    stranger.check_page("09-nachweis-name")
    badge = stranger.context.request.get(f"{learner.base}/nachweise/{number}/badge.jwt")
    assert badge.text().count(".") == 2
    assert stranger.context.request.get(f"{learner.base}/nachweise/{number}/pdf/").url.endswith(
        f"/konto/login/?next=/nachweise/{number}/pdf/"
    )


def test_station_5_personnel_sees_the_obligation_fulfilled_and_no_score(visitor):
    personnel = visitor(PERSONNEL)
    personnel.go("/personal/matrix/")
    row = personnel.page.get_by_role("row").filter(has_text="Demo-Lernend")
    expect(row).to_contain_text("erfüllt")
    personnel.check_page("10-matrix")
    assert not re.search(r"\bPunkte?\b.*\d", personnel.page.locator("table").inner_text())


def test_station_6_every_step_is_a_statement_of_nobody_in_particular(visitor, platform):
    client = json.loads(platform.manage("xapi_client", "Journey", "--scope", "all/read"))
    learner = visitor(LEARNER)
    answer = learner.context.request.get(
        f"{platform.base}/xapi/statements?limit=50",
        headers={
            "Authorization": "Basic " + _basic(client["key"], client["secret"]),
            "X-Experience-API-Version": "1.0.3",
        },
    )
    assert answer.status == 200, answer.text()
    verbs = {one["verb"]["id"].rsplit("/", 1)[-1] for one in answer.json()["statements"]}
    assert {"completed", "answered", "passed"} <= verbs
    actors = json.dumps([one["actor"] for one in answer.json()["statements"]])
    assert "@" not in actors
    assert "Demo-Lernend" not in answer.text()
    refused = learner.context.request.get(f"{platform.base}/xapi/statements")
    assert refused.status == 401 or refused.status == 400


def _basic(key, secret):
    return base64.b64encode(f"{key}:{secret}".encode()).decode()
