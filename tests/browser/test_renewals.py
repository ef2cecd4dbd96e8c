"""A proof is renewed with the test first: a part is known, the rest is learnt, then it is done.

The stations build on one another and run in the order of this file on one platform.
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.renewing import LEARNER, MISSED

pytestmark = pytest.mark.browser
KNOWN = ("Grundlagen", "Meldewege")


@pytest.fixture(scope="module")
def journey(platform):
    """Plant the person and the course; hold what the stations hand on."""
    code = "from tests.browser.renewing import plant; plant()"
    return {"module": platform.make(code).split()[-1]}


def answer(page, *known):
    """Answer by the keyboard: right in the known chapters, wrong in the others."""
    for group in page.locator("fieldset.kp-question").all():
        prompt = group.locator("legend").inner_text()
        is_known = any(title in prompt for title in known)
        choice = group.get_by_label("Antwort 1" if is_known else "Antwort 3", exact=True)
        choice.focus()
        page.keyboard.press("Space")
        expect(choice).to_be_checked()


def hand_in(learner):
    learner.press("Weiter zur Abgabe")
    learner.page.locator("main form button").first.click()


def test_station_1_learner_begins_with_the_test(visitor, journey):
    learner = visitor(LEARNER)
    learner.go("/lernen/")
    learner.sees("Beginnen Sie mit dem Test")
    learner.check_page("renewal-1-start")
    learner.press(re.compile("^Auffrischen: zuerst der Test"))
    learner.sees("Sie können mit dem Test beginnen")
    learner.check_page("renewal-2-course")
    journey["course"] = urlsplit(learner.page.url).path
    learner.follow("Zum Test")
    learner.sees("Sie können diesen Test zuerst ablegen")
    learner.check_page("renewal-3-test")
    learner.follow("Test beginnen")
    answer(learner.page, *KNOWN)
    hand_in(learner)
    learner.sees("Zum Teil nachgewiesen")
    learner.check_page("renewal-4-part")


def test_station_2_learner_learns_the_rest_and_takes_the_missing_part(visitor, journey):
    learner = visitor(LEARNER)
    learner.go(journey["course"])
    learner.sees("Was noch zu lernen ist")
    expect(learner.page.locator(".kp-step--proven")).to_have_count(2)
    learner.check_page("renewal-5-left")
    learner.page.get_by_role("link", name=f"Lektion: {MISSED}").first.click()
    learner.follow("Erledigt und weiter")
    learner.go(journey["course"])
    learner.follow("Zum Test")
    learner.follow("Den fehlenden Teil beginnen")
    expect(learner.page.locator("fieldset.kp-question")).to_have_count(2)
    answer(learner.page, MISSED)
    learner.check_page("renewal-6-rest")
    hand_in(learner)
    learner.sees("Bestanden")


def test_station_3_learner_reads_by_which_way_and_why(visitor, journey):
    learner = visitor(LEARNER)
    learner.go(journey["course"])
    learner.sees("Aufgefrischt")
    learner.sees("durch den Test und die Teile")
    learner.check_page("renewal-7-done")


def test_station_4_author_assigns_questions_to_chapters(visitor, journey):
    author = visitor("autor@dhbw.example")
    author.go(f"/admin/auffrischung/{journey['module']}/")
    author.sees("Eine Auffrischung kann mit dem Test beginnen.")
    first = author.page.locator("main select").first
    first.select_option(label=MISSED)
    author.press("Speichern")
    author.sees("Gespeichert. Es gilt mit der nächsten veröffentlichten Version.")
    expect(author.page.locator("main select").first.locator("option:checked")).to_have_text(MISSED)
