"""Files of other projects in the repository: fetched from their package, proven by checksum."""

import hashlib
import json
import posixpath
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from campus.kit.errors import DomainError

LIST = "vendor.json"
# A map of the source is not vendored; to name it would ask the web server for a missing file.
SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S+\s*\Z")
# The same holds for a font that is not vendored; the next one in the list of families is taken.
FONT = re.compile(rb"@font-face\s*\{[^{}]*\}\s*")
ADDRESS = re.compile(rb"url\(\s*['\"]?([^'\")?#]+)")


class PackageUnavailable(DomainError):
    """The package could not be fetched, or lacks a file."""

    code = "package_unavailable"
    message = "%(package)s could not be fetched: %(reason)s"


def refresh(folder: Path) -> list[str]:
    """Fetch the package that the folder's list names; return the files that have changed."""
    listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
    package = f"{listed['name']}@{listed['version']}"
    with tempfile.TemporaryDirectory() as scratch:
        contents = unpacked(fetched(package, Path(scratch)))
    changed = [name for name in listed["files"] if _replace(folder, name, contents, listed)]
    text = json.dumps(listed, indent=2, ensure_ascii=False) + "\n"
    (folder / LIST).write_text(text, encoding="utf-8")
    return changed


def fetched(package: str, folder: Path) -> Path:
    """Let npm fetch the package from wherever it is set up to."""
    npm = shutil.which("npm")
    if npm is None:
        raise PackageUnavailable(package=package, reason="npm is not installed.")
    done = subprocess.run(  # noqa: S603
        [npm, "pack", "--silent", package], cwd=folder, capture_output=True, text=True
    )
    archives = list(folder.glob("*.tgz"))
    if done.returncode or not archives:
        raise PackageUnavailable(package=package, reason=done.stderr.strip())
    return archives[0]


def unpacked(archive: Path) -> dict[str, bytes]:
    """Return the plain files of a package by their path."""
    with tarfile.open(archive) as tar:
        members = [member for member in tar if member.isreg()]
        return {m.name: stream.read() for m in members if (stream := tar.extractfile(m))}


def with_vendored_fonts(sheet: bytes, name: str, listed: Collection[str]) -> bytes:
    """Return a style sheet without the fonts whose files are not in the folder's list."""

    def keep(rule: re.Match[bytes]) -> bytes:
        named = [one.decode() for one in ADDRESS.findall(rule[0]) if not one.startswith(b"data:")]
        files = {posixpath.normpath(posixpath.join(posixpath.dirname(name), one)) for one in named}
        return rule[0] if files <= set(listed) else b""

    return FONT.sub(keep, sheet)


def _replace(folder: Path, name: str, contents: dict[str, bytes], listed: dict[str, Any]) -> bool:
    """Write one file and its checksum; return whether it differs from before."""
    paths = sorted((path for path in contents if path.endswith(f"/{name}")), key=len)
    if not paths:
        raise PackageUnavailable(package=listed["name"], reason=f"it holds no {name}.")
    content = SOURCE_MAP.sub(b"\n", contents[paths[0]])
    if name.endswith(".css"):
        content = with_vendored_fonts(content, name, listed["files"])
    checksum = hashlib.sha512(content).hexdigest()
    is_new = bool(listed["files"][name]["sha512"] != checksum)
    listed["files"][name]["sha512"] = checksum
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return is_new
