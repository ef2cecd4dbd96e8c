"""A running platform of its own, with web server, worker and clock, and a small demo."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.keys import Keys
from tests.support.prepared import begin_with_demo

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "demo-kommunalcampus"
SHOTS = os.environ.get("KC_SHOTS", "")
expect.set_options(timeout=30_000)


@dataclass
class Platform:
    """Where the platform runs, and how to speak to it as its operator."""

    base: str
    environment: dict[str, str]
    var: Path | None = None
    # How many processes have made something there.
    makers: int = 0

    def copy_database(self, *, there: bool) -> None:
        """Put the database as it is now aside, or put it back; the platform keeps running."""
        if self.var is None:
            return
        live, aside = self.var / "campus.sqlite3", self.var / "aside.sqlite3"
        source, target = (live, aside) if there else (aside, live)
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
            read.backup(written)

    def make(self, code: str) -> str:
        """Let a process make what is not in the demo; return what it prints."""
        self.makers += 1
        apart = f"from tests.browser.apart import number_from; number_from({1000 * self.makers})"
        return self.manage("shell", "-v0", "-c", f"{apart}; {code}")

    def manage(self, *arguments: str, check: bool = True) -> str:
        """Run a management command on the platform's database; return what it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if check and done.returncode:
            raise AssertionError(f"{arguments} failed:\n{done.stdout}{done.stderr}")
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def platform(tmp_path_factory: Any) -> Iterator[Platform]:
    """Prepare, load and serve a small demo on SQLite, as `make demo` does.

    With KC_PLATFORM (an address) the journeys walk through a platform that is already running.
    """
    running = os.environ.get("KC_PLATFORM")
    if running:
        yield Platform(running, {**os.environ, "DJANGO_SETTINGS_MODULE": "campus.settings.dev"})
        return
    port = _free_port()
    var = tmp_path_factory.mktemp("platform")
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "campus.settings.dev",
        "KC_VAR_DIR": str(var),
        "KC_BASE_URL": f"http://127.0.0.1:{port}",
        "EMAIL_URL": f"filemail:///{var}/mail",
        # Where the journey of a learning tool lets the tool lie.
        "KC_LTI_PRIVATE_HOSTS": f"127.0.0.1:{_free_port()}",
    }
    site = Platform(environment["KC_BASE_URL"], environment, var)
    begin_with_demo(var, environment)
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"],
        cwd=ROOT,
        env=environment,
        stdout=(var / "server.log").open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        _wait_for(f"{site.base}/healthz", server)
        yield site
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def planted(platform: Platform) -> dict[str, str]:
    """Return the addresses of states that the demo does not show, by name."""
    code = "from tests.browser.seeds import plant; plant()"
    found: dict[str, str] = json.loads(platform.make(code))
    return found


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2)  # noqa: S310 - loopback only
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("The platform did not start.")


class Visitor:
    """Somebody at a browser of their own."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context = context
        self.base = base
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("response", self._note_failure)

    def _note_failure(self, response: Any) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")

    def go(self, path: str) -> None:
        """Open an address of the platform."""
        self.page.goto(f"{self.base}{path}")

    def sign_in(self, email: str) -> None:
        """Sign in by the form."""
        self.go("/konto/login/")
        self.page.locator("[name=login]").fill(email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("[name=password]").press("Enter")
        self.page.wait_for_url(lambda url: "/konto/login/" not in url)

    def sees(self, text: str) -> None:
        """Expect a text anywhere in the main part of the page."""
        expect(self.page.locator("main")).to_contain_text(text)

    def press(self, name: "str | re.Pattern[str]") -> None:
        """Press the first button or follow the first link of this name."""
        button = self.page.locator("main").get_by_role("button", name=name)
        link = self.page.locator("main").get_by_role("link", name=name)
        button.or_(link).first.click()

    def follow(self, name: "str | re.Pattern[str]") -> None:
        """Press the first button or link of this name and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.press(name)

    def check_page(self, station: str) -> None:
        """Expect no accessibility finding and no fault; keep a picture where one is wanted."""
        assert self.faults == []
        findings = Axe().run(self.page)
        assert findings.violations_count == 0, f"{station}: {findings.generate_report()}"
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{SHOTS}/{station}.png")


@pytest.fixture(autouse=True)
def same_start_at_a_second_try(request: Any) -> None:
    """Let a second try walk on what the first has found, not on what it has left behind.

    The stations of a journey change the platform: a seat that is taken cannot be taken again.
    """
    if "platform" not in request.fixturenames:
        return
    site: Platform = request.getfixturevalue("platform")
    tries = getattr(request.node, "execution_count", 1)
    if request.node.get_closest_marker("flaky"):
        site.copy_database(there=tries == 1)


@pytest.fixture
def visitor(platform: Platform, browser: Browser, browser_context_args: dict[str, Any]) -> Any:
    """Return a maker of visitors; each has a browser context of its own."""
    contexts: list[BrowserContext] = []

    def make(email: str = "", **options: Any) -> Visitor:
        context = browser.new_context(
            **{**browser_context_args, "viewport": {"width": 1280, "height": 900}, **options}
        )
        # The pages' policy allows no injected script; axe needs one.
        contexts.append(context)
        guest = Visitor(context, platform.base)
        if email:
            guest.sign_in(email)
        return guest

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def pages(browser: Browser, browser_context_args: dict[str, Any], platform: Platform) -> Any:
    """Return a page for each person; whoever looks at several states signs in once."""
    open_ones: dict[str, Visitor] = {}

    def of(email: str) -> Visitor:
        if email not in open_ones:
            options: Any = {**browser_context_args, "device_scale_factor": 2}
            guest = Visitor(browser.new_context(**options), platform.base)
            if email:
                guest.sign_in(email)
            open_ones[email] = guest
        return open_ones[email]

    yield of
    for guest in open_ones.values():
        guest.context.close()


@pytest.fixture
def keys(visitor: Any, planted: Any) -> Any:
    """Return a maker of visitors who work with the keys alone."""
    return lambda email="": Keys(visitor(email).page)
