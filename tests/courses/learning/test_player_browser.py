"""What only a browser shows of the player: no connection, order of keys, the exact place."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from courses.learning.models import ItemProgress, Progress
from tests.courses.learning.rules_of_lessons import seat_in
from tests.courses.learning.test_browser import session_of
from tests.factories.learning import items_of
from tests.factories.modules import paragraph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seat():
    body = [paragraph(f"<p>Absatz {number}. {'Lang. ' * 300}</p>") for number in range(6)]
    return seat_in({"title": "Eins", "body": body}, {"title": "Zwei"})


@pytest.fixture
def desk(seat, page, live_server):
    """Return a browser page on which the learner has the first step open."""
    cookie = {"name": "sessionid", "value": session_of(seat.person.user)}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    path = reverse("learning:item", args=[seat.registration, items_of(seat)[0].key])
    page.first_step = live_server.url + path
    page.goto(page.first_step)
    return page


def test_done_without_a_connection_is_kept_and_sent_later(desk, seat):
    desk.context.set_offline(True)
    desk.get_by_role("button", name="Erledigt und weiter").click()
    status = desk.locator("[data-kp-sync]")
    expect(status).to_contain_text("Keine Verbindung.")
    assert Progress.objects.get(enrolment=seat).percent == 0

    desk.context.set_offline(False)
    expect(status).to_contain_text("Alles ist gespeichert.")
    assert Progress.objects.get(enrolment=seat).percent == 50


def test_done_after_the_session_has_ended_is_kept_until_signing_in(desk, seat, live_server):
    desk.context.clear_cookies(name="sessionid")
    desk.get_by_role("button", name="Erledigt und weiter").click()
    expect(desk.locator("[data-kp-sync]")).to_contain_text("Sie wurden abgemeldet.")
    expect(desk.locator("[data-kp-sync] a")).to_have_text("Wieder anmelden")

    cookie = {"name": "sessionid", "value": session_of(seat.person.user)}
    desk.context.add_cookies([{**cookie, "url": live_server.url}])
    desk.goto(desk.first_step)
    expect(desk.locator("[data-kp-sync]")).to_contain_text("Alles ist gespeichert.")
    assert Progress.objects.get(enrolment=seat).percent == 50


def test_reading_returns_to_the_paragraph_that_was_read_last(desk, seat):
    desk.wait_for_timeout(1700)
    with desk.expect_response(lambda answer: answer.request.method == "POST", timeout=30_000):
        desk.locator("[data-kp-body] > div").nth(3).evaluate("block => block.scrollIntoView()")
    kept = ItemProgress.objects.get().position_place
    assert kept

    desk.goto(desk.first_step)
    expect(desk.locator("[data-kp-sync]")).to_contain_text("an der Stelle")
    expect(desk.locator("[data-kp-body] > div").nth(3)).to_be_in_viewport()
    assert desk.evaluate("window.scrollY") > 300


@pytest.mark.parametrize("width", [360, 1440])
def test_contents_come_before_the_step_for_eye_and_keyboard(desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(desk.first_step)
    toc = desk.locator(".kp-toc").bounding_box()
    heading = desk.get_by_role("heading", level=1).bounding_box()

    is_left = toc["x"] + toc["width"] <= heading["x"]
    assert is_left if width == 1440 else toc["y"] + toc["height"] <= heading["y"]
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(desk).violations_count == 0


def test_help_opens_by_button_and_single_keys_only_when_wanted(desk):
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).not_to_be_visible()
    desk.get_by_role("button", name="Hilfe").click()
    expect(desk.get_by_role("dialog", name="Hilfe zum Kurs")).to_be_visible()
    assert Axe().run(desk).violations_count == 0

    desk.get_by_label("Einzelne Tasten verwenden").check()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("button", name="Hilfe")).to_be_focused()
    desk.locator("h1").click()
    desk.keyboard.press("n")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Zwei")
