"""Where Chromium is on this machine; the browser tests and `tests/run_all.py` both ask here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALLERS = (
    [sys.executable, "-m", "playwright", "install", "chromium"],
    ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
)
INSTALL_SECONDS = 400
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    # A page that asks for another host gets no answer: no test leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, "
    "EXCLUDE *.localhost",
]


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, or of Playwright's own, or nothing."""
    for name in NAMES:
        found = shutil.which(name) or (
            f"/usr/bin/{name}" if Path(f"/usr/bin/{name}").exists() else ""
        )
        if found:
            return found
    return _playwrights_own()


def _playwrights_own() -> str | None:
    """Look where `playwright install chromium` puts its download."""
    default = Path.home() / ".cache" / "ms-playwright"
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", default))
    found = sorted(folder.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None


def launch_arguments() -> list[str]:
    """Return Chromium's arguments; its sandbox refuses to run as root."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET


def obtain_chromium() -> str | None:
    """Find Chromium, or install it where this machine lets us."""
    return find_chromium() or next(filter(None, map(_try_install, INSTALLERS)), None)


def _try_install(command: list[str]) -> str | None:
    """Try one way to install it; return the path if it worked."""
    if command[0] == "apt-get" and os.geteuid() != 0:
        return None
    try:
        subprocess.run(command, check=False, timeout=INSTALL_SECONDS, capture_output=True)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return find_chromium()
