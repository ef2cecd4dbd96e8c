"""Walk through whatever a package shows, as somebody would who presses what leads on."""

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Error, Frame, Page

HERE = Path(__file__).parent
CHOICE = (HERE / "walk.js").read_text()
# What wants to be dragged, as pairs of places in its window.
DRAGS = (HERE / "drags.js").read_text()
# What a package was handed over, asked of the runtime that it talks to.
HANDED = (HERE / "handed.js").read_text()
PAUSE = 600
# What was pressed that often is nothing new; without anything new for so long, it is given up.
STALE, PATIENCE_SECONDS, MOST_DRAGS = 4, 8.0, 60
PRESSED = "e => (window.kcPressed && window.kcPressed.get(e)) || 0"
PLAYS = "() => [...document.querySelectorAll('video, audio')].some(e => !e.paused && !e.ended)"
# Films and speech go four times as fast, so that a walk of minutes comes to the end of them.
HURRY = "() => document.querySelectorAll('video, audio').forEach(e => { e.playbackRate = 4; })"
# A page of which nothing changes looks the same; an exercise is dragged once a look.
LOOK = "() => document.body.innerText.slice(0, 400) + ((window.cpInfoCurrentSlide || '') + '')"


def frames_of(page: Page, host: str) -> list[Frame]:
    """Return the frames in which the package runs, innermost first; it may have the window."""
    inner = [frame for frame in page.frames if host in frame.url or frame.url == "about:blank"]
    return [one for one in reversed(inner) if one is not page.main_frame or host in one.url]


class Walk:
    """One way through a package; remembers which exercises it has dragged."""

    def __init__(self, page: Page, host: str) -> None:
        self.page, self.host = page, host
        self.dragged: dict[str, set[str]] = {}

    def step(self) -> bool:
        """Do the most promising thing of any frame; tell whether it was something new."""
        plays = False
        for frame in frames_of(self.page, self.host):
            try:
                frame.evaluate(HURRY)
                plays = plays or bool(frame.evaluate(PLAYS))
                if self._drag(frame):
                    return True
                is_new = self._press(frame)
            except Error:
                continue
            if is_new is not None:
                return is_new or plays
        self.page.keyboard.press("ArrowRight")
        return plays

    def _drag(self, frame: Frame) -> bool:
        """Drag what wants to be dragged, each thing to each of its places once a page."""
        tried = self.dragged.setdefault(str(frame.evaluate(LOOK)), set())
        began = len(tried)
        while len(tried) < MOST_DRAGS:
            found = frame.evaluate(DRAGS)
            pair = next((one for one in found["pairs"] if one["name"] not in tried), None)
            if pair is None:
                break
            tried.add(pair["name"])
            self._carry(frame, pair["way"])
        if len(tried) > began and found["button"]:
            left, top = self._origin(frame)
            self.page.mouse.click(left + found["button"][0], top + found["button"][1])
        return len(tried) > began

    def _origin(self, frame: Frame) -> tuple[float, float]:
        """Return where a frame begins in the window."""
        if frame.parent_frame is None:
            return 0.0, 0.0
        frame.frame_element().scroll_into_view_if_needed()
        box = frame.frame_element().bounding_box() or {"x": 0, "y": 0}
        return box["x"], box["y"]

    def _carry(self, frame: Frame, way: list[float]) -> None:
        left, top = self._origin(frame)
        x, y, to_x, to_y = way
        mouse = self.page.mouse
        mouse.move(left + x, top + y)
        mouse.down()
        mouse.move(left + (x + to_x) / 2, top + (y + to_y) / 2, steps=4)
        mouse.move(left + to_x, top + to_y, steps=4)
        mouse.up()
        self.page.wait_for_timeout(400)

    def _press(self, frame: Frame) -> bool | None:
        """Press one thing; None where there is nothing to press."""
        element = frame.evaluate_handle(CHOICE).as_element()
        if element is None:
            return None
        is_new = bool(element.evaluate(PRESSED) < STALE)
        if element.evaluate("e => e.matches('input:not([type]), input[type=text], textarea')"):
            element.fill("Antwort 1", timeout=1500)
        elif element.evaluate("e => e.matches('select')"):
            element.select_option(index=1, timeout=1500)
        else:
            element.click(timeout=1500, force=True)
        return is_new


def walk(
    page: Page,
    host: str,
    *,
    seconds: float,
    is_over: Callable[[], bool],
    patience: float = PATIENCE_SECONDS,
) -> int:
    """Go on until it is over, the time is, or nothing new has come for `patience` seconds.

    Films that play are something new; slides that lead on by themselves want more patience.
    Return how many steps were made.
    """
    way, fresh, steps = Walk(page, host), time.monotonic(), 0
    until = fresh + seconds
    while time.monotonic() < min(until, fresh + patience):
        if way.step():
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
        # A runtime that a package has brought along was handed nothing.
        if found and any(found.values()):
            return dict(found)
    return None
