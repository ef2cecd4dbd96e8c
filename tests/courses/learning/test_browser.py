"""The player in a real browser: what only a script, a keyboard or a screen reader can show."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from playwright.sync_api import expect

from courses.learning import services
from courses.learning.models import Attempt, ItemProgress
from tests.factories.accounts import PASSWORD
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import items_of, pass_test

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def session_of(user):
    """Return the cookie of a new session of the user."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


@pytest.fixture
def seat():
    return EnrolmentFactory()


@pytest.fixture
def desk(seat, page, live_server):
    """Return a browser page on which the learner is signed in, and how to open an item."""
    cookie = {"name": "sessionid", "value": session_of(seat.person.user)}
    page.context.add_cookies([{**cookie, "url": live_server.url}])

    def open_item(item):
        path = reverse("learning:item", args=[seat.registration, item.key])
        page.goto(live_server.url + path)

    page.open_item = open_item
    return page


def test_answers_survive_an_expired_session(desk, seat):
    test = items_of(seat)[2]
    services.start_attempt(enrolment=seat, key=test.key)
    desk.open_item(test)
    desk.locator("input[type=radio]").nth(0).check()
    status = desk.locator("[data-kq-status]")
    expect(status).to_contain_text("Gespeichert um")

    desk.context.clear_cookies(name="sessionid")
    desk.locator("input[type=radio]").nth(1).check()
    expect(status).to_contain_text("Sie wurden abgemeldet.")
    status.get_by_role("link", name="Wieder anmelden").click()
    desk.locator("[name=login]").fill(seat.person.user.username)
    desk.locator("[name=password]").fill(PASSWORD)
    desk.locator("[name=password]").press("Enter")

    expect(desk).to_have_url(re.compile(f"/{test.key}/"))
    expect(desk.locator("input[type=radio]").nth(1)).to_be_checked()
    expect(status).to_contain_text("Gespeichert um")
    chosen = [options for options in Attempt.objects.get().answers.values() if options]
    assert chosen == [[desk.locator("input[type=radio]").nth(1).get_attribute("value")]]
    assert desk.evaluate("localStorage.length") == 0


def test_keyboard_alone_finishes_a_lesson(desk, seat):
    first, second, _test = items_of(seat)
    desk.open_item(first)
    reached = "document.activeElement.innerText.includes('Erledigt und weiter')"
    for _ in range(60):
        desk.keyboard.press("Tab")
        is_button = desk.evaluate("document.activeElement.tagName") == "BUTTON"
        if is_button and desk.evaluate(reached):
            break
    desk.keyboard.press("Enter")

    expect(desk).to_have_url(re.compile(f"/{second.key}/"))
    assert ItemProgress.objects.get(item_key=first.key).completed_at is not None


@pytest.mark.parametrize("width", [360, 1440])
def test_player_pages_have_no_accessibility_finding(desk, seat, width):
    lesson, _second, test = items_of(seat)
    desk.set_viewport_size({"width": width, "height": 900})
    findings = []
    desk.open_item(lesson)
    findings.append(Axe().run(desk))
    services.start_attempt(enrolment=seat, key=test.key)
    desk.open_item(test)
    findings.append(Axe().run(desk))
    pass_test(seat, test)
    desk.open_item(test)
    findings.append(Axe().run(desk))

    assert [found.generate_report() for found in findings if found.violations_count] == []
    assert desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_player_works_without_scripts(browser, seat, live_server):
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    context.add_cookies(
        [{"name": "sessionid", "value": session_of(seat.person.user), "url": live_server.url}]
    )
    page = context.new_page()
    test = items_of(seat)[2]
    page.goto(live_server.url + reverse("learning:item", args=[seat.registration, test.key]))
    page.get_by_role("button", name="Test beginnen").click()
    page.locator("input[type=radio]").nth(0).check()
    page.get_by_role("button", name="Weiter zur Abgabe").click()
    expect(page.locator("main")).to_contain_text("Sie haben 1 von 2 Fragen beantwortet.")
    page.get_by_role("button", name="Jetzt abgeben").click()
    expect(page.locator("main")).to_contain_text("Sie haben 50 Prozent erreicht")
    context.close()
