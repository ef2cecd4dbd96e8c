"""axe and reflow on the public pages, in light and dark."""

from pathlib import Path

import axe_playwright_python
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ADDRESSES = ["/", "/barrierefreiheit/", "/leichte-sprache/", "/rueckmeldung/", "/konto/login/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages_have_no_barrier_that_axe_can_find(page, live_server, scheme):
    page.emulate_media(color_scheme=scheme)
    for address in ADDRESSES:
        page.goto(f"{live_server.url}{address}")
        # The content security policy refuses an injected script tag, so axe is evaluated.
        page.evaluate(AXE)
        result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert [(address, fault["id"]) for fault in result["violations"]] == []


def test_public_pages_reflow_at_320_pixels(page, live_server):
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ADDRESSES:
        page.goto(f"{live_server.url}{address}")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, address


def test_menu_on_a_small_screen_opens_and_escape_closes_it(page, live_server):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{live_server.url}/rueckmeldung/")
    button = page.get_by_role("button", name="Menü")
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    assert page.get_by_role("link", name="Anmelden").is_visible()
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"


def test_form_with_errors_moves_the_focus_to_the_summary(page, live_server):
    page.goto(f"{live_server.url}/rueckmeldung/")
    page.get_by_role("button", name="Rückmeldung senden").click()
    page.wait_for_selector(".kc-summary")
    assert page.evaluate("document.activeElement.className") == "kc-summary"
