"""A learner plays a package: starts, leaves without a word, goes on there, and finishes."""

import json

import pytest
from playwright.sync_api import expect

from tests.standards.packages import walking
from tests.standards.packages.people import LEARNER

pytestmark = pytest.mark.browser
HIDE = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture(scope="module")
def packaged(platform):
    """Return the addresses of the packages, by kind."""
    code = "from tests.browser.packaged import plant; plant()"
    return json.loads(platform.make(code))


def content_of(guest, kind):
    """Return the inside of the package, which lies in two frames."""
    return guest.page.frame_locator("[data-kl-frame]").frame_locator("iframe")


@pytest.mark.parametrize("kind", ["scorm", "h5p"])
def test_learner_leaves_a_package_goes_on_there_and_finishes(visitor, packaged, kind):
    where, guest = packaged[kind], visitor(LEARNER)
    guest.go(where["start"])
    inside = content_of(guest, kind)
    expect(inside.locator("#place")).to_have_text("Stelle: Anfang")
    guest.sees("Noch nicht erledigt")
    guest.check_page(f"playing-{kind}-begun")

    inside.locator("#go").click()
    # Nobody waits for the answer: what a page that goes away has sent is there at the next start.
    guest.go(where["item"])
    guest.go(where["start"])
    expect(inside.locator("#place")).to_have_text("Stelle: 3")

    inside.locator("#end").click()
    frame = next(one for one in guest.page.frames if one.url.endswith("/start"))
    frame.evaluate(HIDE)
    guest.sees("Der Inhalt hat gemeldet, dass Sie fertig sind.")
    guest.sees("Ergebnis: 90 Prozent.")
    expect(guest.page.locator("[data-kl-word]")).to_have_text("Erledigt")
    expect(guest.page.locator("[data-kl-saved]")).to_have_text("Gespeichert.")
    guest.check_page(f"playing-{kind}-done")
    told = guest.page.request.get(f"{guest.base}{where['result']}").json()
    assert told["done"] is True


def test_slides_with_things_to_drag_are_walked_to_their_end(visitor, packaged):
    """The walk with which samples of authoring tools are played finds its way by mouse."""
    where, guest = packaged["slides"], visitor(LEARNER)
    guest.go(where["start"])
    expect(
        guest.page.frame_locator("[data-kl-frame]").frame_locator("iframe").locator("h1")
    ).to_have_text("Folien")
    ends = guest.page.locator("[data-kl-word]")
    is_over = lambda: ends.inner_text() == "Erledigt"  # noqa: E731 - asked again and again
    walking.walk(guest.page, ".localhost", seconds=60, is_over=is_over)
    guest.sees("Ergebnis: 100 Prozent.")
    expect(ends).to_have_text("Erledigt")


def test_frame_is_entered_left_and_skipped_by_keyboard(visitor, packaged):
    guest = visitor(LEARNER)
    guest.go(packaged["scorm"]["start"])
    expect(content_of(guest, "scorm").locator("#kept")).to_have_text("Farbe: blau")
    skip = guest.page.get_by_role("link", name="Inhalt überspringen")
    skip.focus()
    skip.press("Enter")
    expect(guest.page.locator("#reported")).to_be_focused()
    skip.focus()
    for _stop in range(3):
        guest.page.keyboard.press("Tab")
    expect(guest.page.get_by_role("button", name="Vollbild")).to_be_focused()
