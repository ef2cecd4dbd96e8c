"""Run ADL's LMS test suite for cmi5 (CATAPULT, folder `lts`) against a demo of its own.

    python -m tests.standards.run_catapult --suite FOLDER

FOLDER holds `lts` of `adlnet/CATAPULT` with its packages installed and its courses built, as its
README says. The suite is no part of this repository; the adapter between it and the platform's
pages is `cmi5/catapult_lms.cjs`.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ADAPTER = Path(__file__).parent / "cmi5" / "catapult_lms.cjs"
TESTS = 87
WAIT_SECONDS = 1200


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Wait until the platform answers."""
    for _try in range(240):
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310
        except (urllib.error.URLError, TimeoutError):
            time.sleep(1)
        else:
            return
    raise SystemExit(f"{address} does not answer.")


def browser_settings(folder: Path) -> Path:
    """Write how the suite starts the browser; in a container Chromium has no sandbox of its own."""
    path = folder / "jest-puppeteer.js"
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]
    launch = {"headless": True, "args": arguments}
    path.write_text(f"module.exports = {json.dumps({'launch': launch})};\n")
    return path


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command; return what it prints."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def run_suite(suite: Path, var: Path) -> int:
    """Prepare a demo, serve it, and let the suite talk to it; return the suite's answer."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "campus.settings.dev",
        "KC_VAR_DIR": str(var),
        "KC_BASE_URL": f"http://127.0.0.1:{port}",
        "EMAIL_URL": f"filemail:///{var}/mail",
    }
    manage(environment, "prepare")
    manage(environment, "demo", "--small")
    client = json.loads(manage(environment, "xapi_client", "catapult", "--scope", "all/read"))
    environment |= {
        "CATAPULT_LMS": str(ADAPTER),
        "KC_LRS_KEY": client["key"],
        "KC_LRS_SECRET": client["secret"],
        "JEST_PUPPETEER_CONFIG": str(browser_settings(var)),
    }
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env=environment)
    try:
        wait_for(environment["KC_BASE_URL"])
        jest = ["npx", "jest", "--runInBand", "--testTimeout=120000"]
        return subprocess.run(jest, cwd=suite, env=environment, timeout=WAIT_SECONDS).returncode
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def main() -> int:
    """Read the arguments and run the suite."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suite", type=Path, required=True)
    suite = parser.parse_args().suite.resolve()
    if not (suite / "node_modules").is_dir() or not (suite / "pkg" / "dist").is_dir():
        raise SystemExit(f"{suite} is not ready: install its packages and build its courses.")
    with tempfile.TemporaryDirectory() as var:
        return run_suite(suite, Path(var))


if __name__ == "__main__":
    sys.exit(main())
