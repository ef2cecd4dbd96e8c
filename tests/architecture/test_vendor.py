"""Vendored files are those of the package that they name."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

FOLDERS = sorted(path.parent for path in (ROOT / "campus/static/vendor").glob("*/vendor.json"))


def digest(path: Path) -> str:
    """Return the checksum in the form of `vendor.json`."""
    return hashlib.sha512(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_vendored_files_are_unchanged_and_complete(folder: Path) -> None:
    listed = json.loads((folder / "vendor.json").read_text())["files"]
    present = {
        path.relative_to(folder).as_posix(): digest(path)
        for path in folder.rglob("*")
        if path.is_file() and path.name != "vendor.json"
    }
    assert present == {name: entry["sha512"] for name, entry in listed.items()}


def test_every_vendored_folder_says_where_it_comes_from() -> None:
    folders = {path for path in (ROOT / "campus/static/vendor").iterdir() if path.is_dir()}
    assert folders == set(FOLDERS)
