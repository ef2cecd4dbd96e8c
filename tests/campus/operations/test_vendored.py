"""Vendored files come from their package and carry its checksums."""

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest

from campus.operations import vendored
from campus.operations.vendored import PackageUnavailable, refresh


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vendored folder with an old file."""
    target = tmp_path / "kern"
    target.mkdir()
    listed = {"name": "kern", "version": "2.0.0", "files": {"kern.css": {"sha512": "old"}}}
    (target / "vendor.json").write_text(json.dumps(listed))
    return target


def package(tmp_path: Path, monkeypatch, **files: bytes) -> None:
    """Let npm hand out a package with these files."""
    archive = tmp_path / "kern-2.0.0.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(f"package/dist/{name.replace('_', '.')}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    monkeypatch.setattr(vendored, "fetched", lambda name, scratch: archive)


def test_refresh_writes_the_file_and_its_checksum(folder, tmp_path, monkeypatch) -> None:
    package(tmp_path, monkeypatch, kern_css=b"body {}")
    assert refresh(folder) == ["kern.css"]
    assert (folder / "kern.css").read_bytes() == b"body {}"
    listed = json.loads((folder / "vendor.json").read_text())
    assert listed["files"]["kern.css"]["sha512"] == hashlib.sha512(b"body {}").hexdigest()


def test_refresh_leaves_out_the_name_of_a_map_that_is_not_vendored(folder, tmp_path, monkeypatch):
    package(tmp_path, monkeypatch, kern_css=b"run();\n//# sourceMappingURL=kern.js.map\n")
    refresh(folder)
    assert (folder / "kern.css").read_bytes() == b"run();\n"


def test_refresh_twice_changes_nothing(folder, tmp_path, monkeypatch) -> None:
    package(tmp_path, monkeypatch, kern_css=b"body {}")
    refresh(folder)
    assert refresh(folder) == []


def test_refresh_without_the_file_says_so(folder, tmp_path, monkeypatch) -> None:
    package(tmp_path, monkeypatch, other_css=b"")
    with pytest.raises(PackageUnavailable) as caught:
        refresh(folder)
    assert str(caught.value) == "kern could not be fetched: it holds no kern.css."


def test_refresh_without_npm_says_so(folder, monkeypatch) -> None:
    monkeypatch.setattr(vendored.shutil, "which", lambda name: None)
    with pytest.raises(PackageUnavailable) as caught:
        refresh(folder)
    assert "npm is not installed" in str(caught.value)


@pytest.mark.parametrize(
    ("source", "stays"),
    [
        ("url('../fonts/here.woff2') format('woff2')", True),
        ('url("../fonts/here.woff2?v=1")', True),
        ("url(data:font/woff2;base64,AAAA)", True),
        ("url('../fonts/elsewhere.woff2')", False),
        ("url(../fonts/here.woff2), url(../fonts/elsewhere.woff)", False),
    ],
)
def test_fonts_that_are_not_vendored_are_left_out_of_the_sheet(source: str, stays: bool) -> None:
    rule = f"@font-face {{\n  font-family: 'A';\n  src: {source};\n}}\n"
    sheet = f"{rule}body {{ margin: 0 }}\n".encode()
    left = vendored.with_vendored_fonts(sheet, "styles/a.css", {"fonts/here.woff2"})
    assert left == (sheet if stays else b"body { margin: 0 }\n")
