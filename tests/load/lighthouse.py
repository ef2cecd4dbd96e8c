"""Let Lighthouse judge the learner's pages of a running demo, on a phone and on a desk.

    KC_LIGHTHOUSE=/somewhere/node_modules/lighthouse python -m tests.load.lighthouse

Lighthouse is no part of the platform: install it anywhere (`npm install lighthouse`) and name its
folder. Prints a table for docs/performance.md, and below it what was found fault with.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import httpx

from tests.load.pages import LOOPBACK, sign_in

LEARNER = "lernen@viernheim.example"
CATEGORIES = ("accessibility", "best-practices", "performance")
FORMS: dict[str, list[str]] = {"mobile": [], "desktop": ["--preset=desktop"]}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
SECONDS = 240
HEAD = "| page | form | accessibility | best practices | performance |\n|---|---|--:|--:|--:|\n"


@dataclass(frozen=True)
class Judged:
    """What Lighthouse says of a page: points of a hundred by category, and what costs points."""

    scores: dict[str, int]
    faults: list[str]


def main() -> None:
    """Judge each page in both forms and print the points."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--form", choices=[*FORMS], action="append")
    options = parser.parse_args()
    if urlparse(options.base).hostname not in LOOPBACK:
        sys.exit("This script loads servers of this machine only.")
    program = Path(os.environ.get("KC_LIGHTHOUSE", "")) / "cli" / "index.js"
    if not program.is_file():
        sys.exit("Set KC_LIGHTHOUSE to the folder of the npm package lighthouse.")
    cookies = sign_in(options.base, LEARNER)
    os.environ["CHROME_PATH"] = options.chromium
    faults = []
    sys.stdout.write(HEAD)
    for name, address in pages(options.base, cookies).items():
        for form in options.form or FORMS:
            found = judge(program, address, cookies, form)
            points = " | ".join(str(found.scores[one]) for one in CATEGORIES)
            sys.stdout.write(f"| {name} | {form} | {points} |\n")
            sys.stdout.flush()
            faults += [f"{name}, {form}: {fault}" for fault in found.faults]
    sys.stdout.write("\n" + "".join(f"- {fault}\n" for fault in faults))


def pages(base: str, cookies: httpx.Cookies) -> dict[str, str]:
    """Return the addresses that are judged: the learner's step is the one that is open."""
    with httpx.Client(base_url=base, cookies=cookies, timeout=60) as client:
        start = client.get("/lernen/").text
        resume = start.split('/weiter/"')[0].rpartition('href="')[2] + "/weiter/"
        step = client.get(resume).headers["location"]
        catalogue = client.get("/katalog/").text
        course = "/anbieter/" + catalogue.split('href="/anbieter/')[1].split('"')[0]
    return {
        "catalogue": f"{base}/katalog/",
        "course page": f"{base}{course}",
        "player": f"{base}{step}",
    }


def judge(program: Path, address: str, cookies: httpx.Cookies, form: str) -> Judged:
    """Run Lighthouse on one page of somebody who has signed in."""
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    command = ["node", str(program), address, "--output=json", "--quiet", *FORMS[form]]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
    command += [f"--extra-headers={json.dumps({'Cookie': header})}", "--no-enable-error-reporting"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=SECONDS)
    report = json.loads(done.stdout)
    scores = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    return Judged(scores, [*faults_of(report)])


def faults_of(report: dict[str, Any]) -> Iterator[str]:
    """Yield what costs points, with the first element or address it is about."""
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                items = audit.get("details", {}).get("items", [])
                first = json.dumps(items[0], ensure_ascii=False)[:300] if items else ""
                shown = audit.get("displayValue", "")
                yield f"{category['id']}: {audit['title']} {shown} {first}".strip()


if __name__ == "__main__":
    main()
