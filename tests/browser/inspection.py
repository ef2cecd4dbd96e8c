"""What every state of a page has to keep, looked up in the browser itself.

One call looks at a page as it stands, wide and narrow, light and dark, without loading it anew.
"""

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WHOLE = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
}
# Structure is the same in all four; colours and room are not.
VIEWS: tuple[tuple[int, Any, Any], ...] = (
    (1440, "light", WHOLE),
    (1440, "dark", COLOURS),
    (360, "light", COLOURS),
    (360, "dark", WHOLE),
)
# 640 CSS pixels at two device pixels each are a window of 1280 px at 200 % zoom.
NARROW = (360, 640)


def equip(page: Page) -> None:
    """Hand the page axe and our own questions, once for each time it is loaded."""
    if not page.evaluate("'kcLook' in window"):
        page.evaluate(Axe().axe_script)
        page.evaluate(SCRIPT)


def _axe(page: Page, options: Any) -> list[str]:
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"]
    ]


def _narrow(page: Page) -> list[str]:
    """Look for what does not fit 360 px and 200 % zoom, also with wider spacing of text."""
    found = []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 720})
        found += [f"wider than {width} px"] if page.evaluate("kcLook.isWider()") else []
        page.evaluate("kcLook.space(true)")
        found += [f"{width} px, spaced: wider"] if page.evaluate("kcLook.isWider()") else []
        found += [f"{width} px, spaced: {one}" for one in page.evaluate("kcLook.cut()")]
        page.evaluate("kcLook.space(false)")
    return found


def findings(page: Page) -> list[str]:
    """Return everything that is wrong with the page as it stands, in words."""
    equip(page)
    page.emulate_media(reduced_motion="reduce")
    found = page.evaluate("kcLook.moves()")
    for width, scheme, options in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.evaluate("kcLook.settle()")
        found += [f"{width} px, {scheme}: {one}" for one in _axe(page, options)]
        found += [f"wider than {width} px"] if page.evaluate("kcLook.isWider()") else []
    found += _narrow(page)
    page.emulate_media(forced_colors="active")
    found += page.evaluate("kcLook.edges()")
    # After a key the browser shows where the focus is.
    page.keyboard.press("Shift")
    found += page.evaluate("kcLook.stops()")
    page.emulate_media(forced_colors="none", color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size({"width": 1440, "height": 900})
    return found
