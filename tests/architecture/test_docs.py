"""What the documentation names exists."""

import re

import pytest

from tests.architecture.source import ROOT

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "templates/README.md")
    if path.exists()
)
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")
# Paths in backticks: at least one slash, no placeholder, and a folder of ours in front.
PATH = re.compile(r"`((?:campus|courses|members|templates|tests|docs|\.ci)/[\w./-]+)`")


@pytest.mark.parametrize("document", PAGES)
def test_files_named_in_documentation_exist(document: str) -> None:
    path = ROOT / document
    text = path.read_text(encoding="utf-8")
    linked = [name for name in LINK.findall(text) if not (path.parent / name).exists()]
    named = [name for name in PATH.findall(text) if not (ROOT / name).exists()]
    assert linked + named == []


def test_readme_tells_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme


def test_make_commands_in_documentation_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(r"`make ([a-z-]+)", (ROOT / page).read_text(encoding="utf-8"))
    }
    assert named - targets == set()


def test_every_setting_from_the_environment_is_documented() -> None:
    settings = "".join(path.read_text() for path in (ROOT / "campus/settings").glob("*.py"))
    names = set(re.findall(r"""(?:env(?:\.\w+)?|required)\(\s*"([A-Z_]+)\"""", settings))
    handbook = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert names > {"DATABASE_URL", "KC_BASE_URL"}
    assert [name for name in sorted(names) if f"`{name}`" not in handbook] == []
