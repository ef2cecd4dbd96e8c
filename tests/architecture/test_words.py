"""Words that may not stand in the repository."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, product_modules

TEXT = {".py", ".html", ".txt", ".md", ".css", ".js", ".toml", ".lock", ".yaml", ".yml", ".po"}
TEXT |= {".json", ".cfg", ".sh", ".typ", ".svg", ""}
# Assembled from parts, so that this file does not find itself.
OPEN_ENDS = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX:", r"HA" + r"CK\b"]))
MACHINE_PATHS = re.compile(r"(?<![\w.:/])/(?:work|farm|root|home)/[A-Za-z.]")
INDEX_HOSTS = re.compile(
    r"https?://[^\s\"'>]+\.(?:whl|tgz|tar\.gz)\b|[a-z]+\.[a-z]+/simple\b|registry\s*=\s*\"https?:",
    re.IGNORECASE,
)
ISSUE_NUMBERS = re.compile(r"(?:\bissue|\bticket|\bfixes|\bcloses)\s+#\d+", re.IGNORECASE)
CLOCK = re.compile(r"\b(?:timezone|datetime)\.now\(|\bdate\.today\(")
# E-mail and PDF have no content policy and know no style sheet files.
STYLED = ("templates/email/", "templates/pdf/")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/)|<style\b|\sstyle=|\son\w+=\""
)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return the files of the repository without what others wrote."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = (ROOT / name for name in listing.splitlines() if "/vendor/" not in name)
    return tuple(path for path in paths if path.suffix in TEXT and path.is_file())


def lines_with(pattern: re.Pattern[str], paths: tuple[Path, ...]) -> list[str]:
    """Return where the pattern stands."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize(
    "pattern", [OPEN_ENDS, MACHINE_PATHS, INDEX_HOSTS, ISSUE_NUMBERS], ids=lambda p: p.pattern[:20]
)
def test_repository_does_not_say(pattern: re.Pattern[str]) -> None:
    assert lines_with(pattern, tracked_files()) == []


def test_pages_carry_no_inline_script_or_style() -> None:
    pages = tuple(
        path
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if not path.relative_to(ROOT).as_posix().startswith(STYLED)
        and "email" not in path.parent.name
    )
    assert lines_with(INLINE, pages) == []


def test_only_the_kit_asks_the_clock() -> None:
    asking = [
        module.name
        for module in product_modules()
        if module.room != "campus.kit"
        and re.search(r"\btimezone\.now\(|\bdate\.today\(", module.text)
    ]
    assert asking == []


def test_services_know_no_request() -> None:
    knowing = [
        module.name
        for module in product_modules()
        if re.search(r"/(services|selectors|rules)(/|\.py$)", module.name)
        and re.search(r"\brequest\b(?!s)|HttpRequest", strip_words(module.text))
    ]
    assert knowing == []


def strip_words(source: str) -> str:
    """Drop comments, docstrings and sentences: a request for a seat is no request of HTTP."""
    without_strings = re.sub(r'"""[\s\S]*?"""|"[^"\n]*"|#.*', "", source)
    return re.sub(r"\b(?:request|requests)_\w+|\w+_requests?\b", "", without_strings)


def test_dangerous_namesake_is_not_installed() -> None:
    """The package of this name trades stocks and has nothing to do with the Experience API."""
    files = ("pyproject.toml", "requirements.lock", "requirements-dev.lock")
    assert [name for name in files if re.search(r"xapi[-_]python", (ROOT / name).read_text())] == []
