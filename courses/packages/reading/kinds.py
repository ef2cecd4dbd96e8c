"""Find out which standard a package follows, and read it; pure."""

import json
from typing import Any

from courses.packages.reading.archive import MEGABYTE, Archive
from courses.packages.reading.cmi5 import NAME as CMI5_NAME
from courses.packages.reading.cmi5 import read_cmi5
from courses.packages.reading.names import shown
from courses.packages.reading.paths import file_of, is_web
from courses.packages.reading.scorm import NAME as SCORM_NAME
from courses.packages.reading.scorm import read_scorm
from courses.packages.reading.shapes import Kind, Manifest, PackageFault, Part, Refusal

H5P_NAME = "h5p.json"
H5P_CONTENT = "content/content.json"
TINCAN_NAME = "tincan.xml"
MANIFESTS = (CMI5_NAME, SCORM_NAME, H5P_NAME, TINCAN_NAME)
# What authoring tools and people call the first page, best first.
FIRST_PAGES = ("index.html", "index.htm", "story.html", "presentation.html", "start.html")
PAGES = (".html", ".htm")


def read_package(archive: Archive) -> Manifest:
    """Return what the package says about itself. Raises PackageFault."""
    readers = {CMI5_NAME: read_cmi5, SCORM_NAME: read_scorm, H5P_NAME: read_h5p}
    for name, reader in readers.items():
        if name in archive:
            return _startable(reader(archive), archive)
    folder = _folder_with_manifest(archive)
    if folder:
        raise PackageFault(Refusal.IN_A_FOLDER, name=shown(folder))
    if TINCAN_NAME in archive:
        raise PackageFault(Refusal.TINCAN)
    return read_pages(archive)


def _folder_with_manifest(archive: Archive) -> str:
    """Return the folder in which somebody has packed the whole package, if so."""
    folders = (name.rpartition("/") for name in archive.names)
    found = [folder for folder, _slash, name in folders if folder and name in MANIFESTS]
    return min(found, key=len, default="")


def _startable(manifest: Manifest, archive: Archive) -> Manifest:
    """Return the manifest whose parts all exist. Raises PackageFault."""
    for part in manifest.parts:
        if not is_web(part.href) and file_of(part.href) not in archive:
            raise PackageFault(Refusal.MISSING_ENTRY, name=shown(part.href))
    return manifest


def read_h5p(archive: Archive) -> Manifest:
    """Return what h5p.json says (H5P specification, "H5P package definition")."""
    data = _json(archive, H5P_NAME)
    library = data.get("mainLibrary")
    if not isinstance(library, str) or not library:
        raise PackageFault(Refusal.BROKEN_MANIFEST, name=H5P_NAME)
    if H5P_CONTENT not in archive:
        raise PackageFault(Refusal.MISSING_ENTRY, name=H5P_CONTENT)
    needs = tuple(_folders(data.get("preloadedDependencies")))
    edition = next((one for one in needs if one.startswith(f"{library}-")), library)
    title = str(data.get("title") or library)
    part = Part(key=library, title=title, href=H5P_CONTENT)
    return Manifest(kind=Kind.H5P, edition=edition, title=title, parts=(part,), needs=needs)


def _json(archive: Archive, name: str) -> dict[str, Any]:
    try:
        data = json.loads(archive.read(name, at_most=MEGABYTE))
    except (ValueError, RecursionError) as error:
        raise PackageFault(Refusal.BROKEN_MANIFEST, name=name) from error
    if not isinstance(data, dict):
        raise PackageFault(Refusal.BROKEN_MANIFEST, name=name)
    return data


def _folders(dependencies: Any) -> list[str]:
    """Return the folders of libraries, as H5P names them: machine name, major, minor."""
    every = dependencies if isinstance(dependencies, list) else []
    named = [one for one in every if isinstance(one, dict)]
    return [
        f"{one.get('machineName')}-{one.get('majorVersion')}.{one.get('minorVersion')}"
        for one in named
    ]


def read_pages(archive: Archive) -> Manifest:
    """Return web pages without a manifest. Raises PackageFault where there is no first one."""
    top = [name for name in archive.names if "/" not in name and name.lower().endswith(PAGES)]
    known = {name.lower(): name for name in top}
    first = next((known[name] for name in FIRST_PAGES if name in known), None)
    if first is None and len(top) == 1:
        first = top[0]
    if first is None:
        raise PackageFault(Refusal.UNKNOWN_KIND)
    part = Part(key="page", title="", href=first, talks=False)
    return Manifest(kind=Kind.HTML, title="", parts=(part,))
