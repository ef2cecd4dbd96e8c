"""A page in a state, how it gets there, and what is looked at; used by the tests of states."""

from pathlib import Path
from typing import NamedTuple

from tests.browser.conftest import SHOTS, Visitor
from tests.browser.inspection import findings


class State(NamedTuple):
    """A page in a state; `place` is an address or the name of a planted one."""

    name: str
    who: str
    place: str
    deed: object = None


def press(name):
    """Press a button of the page's content, with nothing filled in."""
    return lambda page: page.locator("main").get_by_role("button", name=name).first.click()


def follow(name):
    """Follow a link of the page's content."""
    return lambda page: page.locator("main").get_by_role("link", name=name).first.click()


def unfold(page):
    """Open everything that is folded in the page's content."""
    page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def fill(**values):
    """Type into fields by their names, and send the form by Enter."""

    def deed(page):
        for name, value in values.items():
            page.locator(f"main [name={name}]").fill(value)
        page.locator(f"main [name={name}]").press("Enter")
        page.wait_for_load_state()

    return deed


def show_drawn(guest, page):
    """Show a page of a fault as the platform draws it, at an address of the platform."""
    address = f"{guest.base}/gezeigt/"
    guest.page.route(
        address, lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=page)
    )
    guest.page.goto(address)
    guest.page.unroute(address)


def look(guest: Visitor, planted: dict[str, str], state: State) -> list[str]:
    """Bring the page into its state and return everything that is wrong with it."""
    guest.page.set_viewport_size({"width": 1440, "height": 900})
    if guest.page.url.startswith("http"):
        guest.page.evaluate("localStorage.clear(); sessionStorage.clear()")
    if state.place.startswith("drawn-"):
        show_drawn(guest, planted[state.place])
    else:
        guest.go(planted.get(state.place, state.place))
    if state.deed:
        state.deed(guest.page)
        guest.page.wait_for_load_state()
    if SHOTS:
        _keep_pictures(guest.page, state.name)
    return findings(guest.page) + guest.faults


def _keep_pictures(page, name):
    """Keep the state in three widths, light and dark, for people to look at."""
    folder = Path(SHOTS)
    folder.mkdir(parents=True, exist_ok=True)
    for width, scheme in ((1440, "light"), (768, "light"), (360, "dark"), (1440, "dark")):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        path = folder / f"{name}-{width}-{scheme}.png"
        page.screenshot(path=path, full_page=True, scale="css")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
