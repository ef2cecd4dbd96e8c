"""Play every package of a folder, from the upload to its end, and print a table of what happened.

    python -m tests.standards.play_packages FOLDER [--seconds 120] [--patience 8] [--only NAME]
        [--shots FOLDER]

Each file is uploaded by an author, examined, tried out; then a learner opens it, leaves in the
middle, comes back and goes on to the end (of a course of several units, unit by unit), all in
Chromium. The packages are no part of this
repository: bring samples of your own. With KC_PLATFORM an address that is served already is used
(and its KC_VAR_DIR); otherwise a small demo is prepared and served.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.standards.packages import walking
from tests.standards.packages.people import AUTHOR, LEARNER, PASSWORD
from tests.standards.run_catapult import free_port, manage, wait_for
from tests.support.chromium import find_chromium, launch_arguments

HOST = ".inhalte.localhost"
ENDINGS = (".zip", ".h5p", ".xml")
TRIAL_SECONDS, BEFORE_LEAVING, UPLOAD_SECONDS = 12, 15, 300


@dataclass
class Row:
    """What happened to one package."""

    name: str
    standard: str = ""
    tool: str = ""
    faults: list[str] = field(default_factory=list)
    trial: str = ""
    begun: bool = False
    saved: bool = False
    handed: str = ""
    done: bool = False
    result: str = ""
    errors: list[str] = field(default_factory=list)

    def as_markdown(self) -> str:
        """Return the row of the table."""
        words = {True: "yes", False: "no"}
        cells = [
            *(self.name, self.standard, self.tool or "–", words[self.begun], words[self.saved]),
            *(self.handed or "–", words[self.done], self.result or "–"),
        ]
        return f"| {' | '.join(cells)} |"


HEAD = (
    "| package | standard | tool | starts | is saved | after leaving | completes | result |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |"
)


class Player:
    """Plays packages in the browsers of an author and of a learner."""

    def __init__(
        self, browser: Browser, base: str, environment: dict[str, str], patience: float
    ) -> None:
        self.base, self.environment, self.patience = base, environment, patience
        self.author = self._signed_in(browser, AUTHOR)
        self.browser = browser
        self.learner: Page | None = None

    def _signed_in(self, browser: Browser, email: str) -> Page:
        context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(f"{self.base}/konto/login/")
        page.locator("[name=login]").fill(email)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/konto/login/" not in url)
        return page

    def play(self, path: Path, *, seconds: float, shots: Path | None) -> Row:
        """Take a package through all stations."""
        row = Row(path.name)
        address = self._upload(path, row)
        if address is None:
            return row
        if row.standard != "cmi5":
            self._try(address, row)
        self._learn(address.rstrip("/").rpartition("/")[2], row, seconds, shots)
        return row

    def _upload(self, path: Path, row: Row) -> str | None:
        page = self.author
        page.goto(f"{self.base}/admin/pakete/neu/")
        page.locator("[name=file]").set_input_files(path)
        page.get_by_role("button", name="Hochladen und prüfen").click()
        refused = page.locator(".help-critical")
        # Large files travel in pieces before the page is left.
        refused.or_(page.locator(".kr-facts")).first.wait_for(timeout=UPLOAD_SECONDS * 1000)
        if refused.count():
            row.result = f"refused: {refused.first.inner_text().strip()}"
            return None
        for _try in range(90):
            if not page.locator("[data-pk-waiting]").count():
                break
            page.wait_for_timeout(1000)
            page.reload()
        facts = dict(
            zip(
                page.locator(".kr-facts dt").all_inner_texts(),
                page.locator(".kr-facts dd").all_inner_texts(),
                strict=False,
            )
        )
        row.standard, row.tool = facts.get("Standard", ""), facts.get("Autorenwerkzeug", "")
        row.faults = page.locator(".pk-advice__fault p, .pk-advice__warning p").all_inner_texts()
        return page.url

    def _try(self, address: str, row: Row) -> None:
        page = self.author
        page.get_by_role("button", name="Ausprobieren").first.click()
        page.wait_for_timeout(3000)
        walking.walk(page, HOST, seconds=TRIAL_SECONDS, is_over=lambda: False)
        page.wait_for_timeout(3500)
        row.trial = " ".join(page.locator("[data-pk-verdict], [data-pk-trial]").all_inner_texts())
        page.goto(address)

    def _learn(self, key: str, row: Row, seconds: float, shots: Path | None) -> None:
        code = f"from tests.standards.packages.seating import seat; seat({key!r})"
        facts = json.loads(manage(self.environment, "shell", "-v0", "-c", code))
        self.learner = self.learner or self._signed_in(self.browser, LEARNER)
        page = self.learner
        page.on("pageerror", lambda error: row.errors.append((error.stack or str(error))[:300]))
        start, item = self.base + facts["start"], self.base + facts["item"]
        is_done = lambda: self._is_done(page, facts, row)  # noqa: E731 - asked again and again
        self._open(page, start, row)
        walking.walk(page, HOST, seconds=BEFORE_LEAVING, is_over=is_done)
        page.goto(item)
        page.wait_for_timeout(1500)
        self._open(page, start, row)
        row.handed = self._handed(page)
        self._finish(page, start, row, seconds, is_done)
        if shots:
            page.screenshot(path=shots / f"{row.name}.png")
        row.done = is_done()
        page.goto("about:blank")

    def _finish(
        self, page: Page, start: str, row: Row, seconds: float, is_done: Callable[[], bool]
    ) -> None:
        """Go on to the end; a unit that is done leads back to the list and to the next one."""
        until, before = time.monotonic() + seconds, ""
        while True:
            left = until - time.monotonic()
            walking.walk(page, HOST, seconds=left, is_over=is_done, patience=self.patience)
            page.wait_for_timeout(2500)
            if row.standard != "cmi5" or is_done() or row.result == before or left <= 0:
                return
            before = row.result
            self._open(page, start, row)

    def _open(self, page: Page, start: str, row: Row) -> None:
        page.goto(start)
        page.wait_for_timeout(4000)
        if page.locator("[name=mode], .ku-rows button").count():
            page.locator(".kc-btn--primary, .ku-rows button").first.click()
            page.wait_for_timeout(4000)
        whole_window = page.get_by_role("link", name="Einheit öffnen")
        if whole_window.count():
            whole_window.click()
            page.wait_for_timeout(4000)
        row.begun |= any(HOST in frame.url for frame in page.frames)

    def _handed(self, page: Page) -> str:
        found = walking.handed(page, HOST)
        if not found:
            return ""
        place = f", {found['length']} characters" if found["length"] else ""
        return f"{found['entry'] or 'begins anew'}{place}{', place' if found['place'] else ''}"

    def _is_done(self, page: Page, facts: dict[str, str], row: Row) -> bool:
        saved = page.locator("[data-kl-saved]")
        row.saved |= saved.count() > 0 and "Gespeichert" in saved.inner_text()
        if not facts["result"]:
            return self._is_satisfied(page, facts, row)
        try:
            told: dict[str, Any] = page.context.request.get(self.base + facts["result"]).json()
        except (Error, ValueError):
            return False
        row.saved |= bool(told["done"])
        row.result = " ".join(told["sentences"])
        return bool(told["done"])

    def _is_satisfied(self, page: Page, facts: dict[str, str], row: Row) -> bool:
        """Read the list of units of a cmi5 course."""
        text = page.context.request.get(self.base + facts["start"]).text()
        found = re.search(r"(\d+) von (\d+) Einheiten? (?:ist|sind) erledigt", text)
        row.result = found[0] if found else row.result
        row.saved |= "Begonnen" in text or "Erledigt" in text
        return "alles getan" in text or "alles erledigt" in text


@contextmanager
def platform() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address of a platform and the environment of its commands."""
    known = os.environ.get("KC_PLATFORM", "")
    settings = {"DJANGO_SETTINGS_MODULE": "campus.settings.dev"}
    if known:
        yield known, {**os.environ, **settings, "KC_BASE_URL": known}
        return
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as var:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        mail = {"EMAIL_URL": f"filemail:///{var}/mail"}
        environment = {**kept, **settings, **mail, "KC_VAR_DIR": var, "KC_BASE_URL": base}
        manage(environment, "prepare")
        manage(environment, "demo", "--small")
        command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"]
        server = subprocess.Popen(command, env=environment)
        try:
            wait_for(base)
            yield base, environment
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def tell(row: Row, *, seconds: int) -> None:
    """Print a row of the table, and beside it what explains it."""
    print(row.as_markdown(), flush=True)  # noqa: T201
    more = {"faults": row.faults, "trial": row.trial, "errors": sorted(set(row.errors))[:6]}
    told = json.dumps(more, ensure_ascii=False)
    print(f"{row.name} ({seconds} s): {told}", file=sys.stderr)  # noqa: T201


def main() -> int:
    """Play what is in the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--patience", type=float, default=walking.PATIENCE_SECONDS)
    parser.add_argument("--only", default="")
    parser.add_argument("--shots", type=Path)
    told = parser.parse_args()
    files = [
        path
        for path in sorted(told.folder.iterdir())
        if path.suffix in ENDINGS and re.search(told.only, path.name)
    ]
    with platform() as (base, environment), sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=find_chromium(), args=launch_arguments(), headless=True
        )
        player = Player(browser, base, environment, told.patience)
        print(HEAD)  # noqa: T201
        for path in files:
            began = time.monotonic()
            try:
                row = player.play(path, seconds=told.seconds, shots=told.shots)
            except Error as error:
                row = Row(path.name, result=f"stopped: {str(error).splitlines()[0]}")
            tell(row, seconds=round(time.monotonic() - began))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
