"""Every type of question in a real browser: by keyboard, in two windows, with a wrong clock."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from courses.learning import services
from courses.learning.models import Attempt
from courses.modules.services import freeze
from tests.courses.learning.test_browser import session_of
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of
from tests.factories.modules import ChapterFactory, QuizFactory, make_module
from tests.factories.questions import one_of_each, short_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_test(page, live_server):
    """Return how to open a test with a body, signed in as its learner."""

    def opened(body, **facts):
        module = make_module(lessons=1, graded=False)
        QuizFactory(chapter=ChapterFactory(module=module), body=body, **facts)
        freeze(module=module)
        seat = EnrolmentFactory(offer=OfferFactory(module=module))
        cookie = {"name": "sessionid", "value": session_of(seat.person.user)}
        page.context.add_cookies([{**cookie, "url": live_server.url}])
        test = items_of(seat)[1]
        if facts.get("graded"):
            services.start_attempt(enrolment=seat, key=test.key)
        path = reverse("learning:item", args=[seat.registration, test.key])
        page.goto(live_server.url + path)
        return page

    return opened


def no_findings(page):
    """Let axe look at the page as it stands, narrow and wide, light and dark."""
    findings = []
    for width, scheme in ((360, "dark"), (1440, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.reload()
        findings.append(Axe().run(page))
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [found.generate_report() for found in findings if found.violations_count] == []


def test_every_type_is_answered_by_keyboard_kept_and_checked(open_test):
    desk = open_test(one_of_each())
    for left, right in (("Ei", "Huhn"), ("Kalb", "Kuh"), ("Lamm", "Schaf")):
        desk.get_by_label(left, exact=True).focus()
        desk.keyboard.type(right)
    steps = ["Eins", "Zwei", "Drei", "Vier"]
    for place, step in enumerate(steps):
        up = desk.get_by_role("button", name=f"Nach oben: {step}")
        while desk.locator("[data-kq-order] > li label").all_inner_texts().index(step) > place:
            up.focus()
            desk.keyboard.press("Enter")
            expect(up).to_be_focused()
    expect(desk.locator("[data-kq-said]")).to_contain_text("steht jetzt auf Platz")
    desk.get_by_label("Ihre Zahl").fill("12,5")
    desk.get_by_label("Ihre Antwort").fill("strasse")
    desk.get_by_label("Lücke 1").fill("FRIST")
    desk.get_by_label("Lücke 2").select_option(label="heute")
    expect(desk.locator("[data-kq-status]")).to_contain_text("Gespeichert um")
    no_findings(desk)

    expect(desk.get_by_label("Lücke 1")).to_have_value("FRIST")
    desk.get_by_role("button", name="Antworten prüfen").click()
    expect(desk.locator("#test")).to_contain_text("Sie haben 100 Prozent erreicht.")
    no_findings(desk)


def test_two_windows_stay_together_and_a_wrong_clock_changes_nothing(open_test):
    desk = open_test([short_text(), short_text()], graded=True, time_limit=20)
    desk.clock.install(time=dt.datetime(2031, 1, 1))
    desk.reload()
    expect(desk.locator("[data-kq-clock]")).to_contain_text("Noch 20 Minuten")
    other = desk.context.new_page()
    other.goto(desk.url)
    desk.get_by_label("Ihre Antwort").nth(0).fill("links")
    desk.clock.run_for(1000)
    expect(desk.locator("[data-kq-status]")).to_contain_text("Gespeichert um")
    other.get_by_label("Ihre Antwort").nth(1).fill("rechts")
    expect(other.locator("[data-kq-status]")).to_contain_text("in einem anderen Fenster geöffnet")
    expect(other.get_by_label("Ihre Antwort").nth(0)).to_have_value("links")

    kept = sorted(Attempt.objects.get().answers.values())
    assert kept == [["links"], ["rechts"]], "the order of keys is the database's own affair"
    assert Attempt.objects.get().submitted_at is None
