"""Walk through whatever a package shows, as somebody would who presses what leads on."""

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Error, Frame, Page

CHOICE = (Path(__file__).parent / "walk.js").read_text()
PAUSE = 600
# What was pressed that often is nothing new; without anything new for so long, it is given up.
STALE, PATIENCE_SECONDS = 4, 8.0
PRESSED = "e => (window.kcPressed && window.kcPressed.get(e)) || 0"
# What a package was handed over, asked of the runtime that it talks to.
HANDED = (Path(__file__).parent / "handed.js").read_text()


def frames_of(page: Page, host: str) -> list[Frame]:
    """Return the frames in which the package runs, innermost first."""
    inner = [frame for frame in page.frames if host in frame.url or frame.url == "about:blank"]
    return [frame for frame in reversed(inner) if frame is not page.main_frame]


def step(page: Page, host: str) -> bool:
    """Press the most promising thing of any frame; tell whether it was something new."""
    for frame in frames_of(page, host):
        try:
            element = frame.evaluate_handle(CHOICE).as_element()
            if element is None:
                continue
            is_new = bool(element.evaluate(PRESSED) < STALE)
            if element.evaluate("e => e.matches('input:not([type]), input[type=text], textarea')"):
                element.fill("Antwort 1", timeout=1500)
            elif element.evaluate("e => e.matches('select')"):
                element.select_option(index=1, timeout=1500)
            else:
                element.click(timeout=1500, force=True)
        except Error:
            continue
        return is_new
    page.keyboard.press("ArrowRight")
    return False


def walk(
    page: Page,
    host: str,
    *,
    seconds: float,
    is_over: Callable[[], bool],
    patience: float = PATIENCE_SECONDS,
) -> int:
    """Go on until it is over, the time is, or nothing new has come for `patience` seconds.

    Films want more patience: they lead on by themselves. Return how many steps were made.
    """
    fresh = time.monotonic()
    until, steps = fresh + seconds, 0
    while time.monotonic() < min(until, fresh + patience):
        if step(page, host):
            fresh = time.monotonic()
        steps += 1
        page.wait_for_timeout(PAUSE)
        if steps % 3 == 0 and is_over():
            break
    return steps


def handed(page: Page, host: str) -> dict[str, object] | None:
    """Return what the runtime has handed over, None where there is none."""
    for frame in frames_of(page, host):
        try:
            found = frame.evaluate(HANDED)
        except Error:
            continue
        if found:
            return dict(found)
    return None
