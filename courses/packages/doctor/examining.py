"""Examine a package: read its manifest and its pages and say what learners will meet; pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from courses.packages.doctor import pages
from courses.packages.doctor.findings import ORDER, Finding, Remark, Report, found
from courses.packages.doctor.tools import Tool, tool_of
from courses.packages.reading.archive import MEGABYTE, Archive
from courses.packages.reading.kinds import read_package
from courses.packages.reading.names import shown
from courses.packages.reading.paths import file_of, is_absolute, is_elsewhere
from courses.packages.reading.shapes import Kind, Manifest, PackageFault, Refusal

PAGE, STYLE, SCRIPT = (".html", ".htm", ".xhtml"), (".css",), (".js", ".mjs")
DRAWING, FLASH = (".svg",), (".swf",)
MOST_READ = 60 * MEGABYTE
LARGEST_TEXT = 2 * MEGABYTE
LARGE, LARGE_FILE = 200 * MEGABYTE, 50 * MEGABYTE
MANY = 1
NOT_FOLLOWED = {
    "order": Remark.SEQUENCING,
    "rollup": Remark.SEQUENCING_ROLLUP,
    "limits": Remark.SEQUENCING_LIMITS,
    "objectives": Remark.SEQUENCING_OBJECTIVES,
}
TRACKERS = (
    "google-analytics.com",
    "googletagmanager.com",
    "doubleclick.net",
    "facebook.net",
    "hotjar.com",
    "matomo.cloud",
)
# How a page finds or calls the runtime of SCORM.
_RUNTIME = re.compile(
    r"LMSInitialize|API_1484_11|LMSCommit|GetStudentID|scormAPI|pipwerks", re.IGNORECASE
)


@dataclass(slots=True)
class Observed:
    """What was seen in all pages, styles and scripts of a package."""

    missing: set[str] = field(default_factory=set)
    absolute: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    windows: set[str] = field(default_factory=set)
    speechless: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)
    uncaptioned: set[str] = field(default_factory=set)
    finds_runtime: bool = False
    all_read: bool = True


def examine(archive: Archive) -> Report:
    """Return the doctor's report. Raises PackageFault for a package that cannot be taken."""
    manifest = read_package(archive)
    _refuse_acting_drawings(archive)
    first = file_of(manifest.parts[0].href)
    tool = tool_of(archive, first)
    seen = observe(archive)
    findings = [
        *_about_manifest(manifest, archive),
        *_about_files(archive),
        *_about_pages(seen),
        *_about_runtime(manifest, seen),
        *_about_tool(manifest, tool),
    ]
    findings.sort(key=lambda one: ORDER[one.level])
    return Report(
        manifest=manifest,
        files=len(archive.names),
        size=archive.total,
        tool=tool.name if tool else "",
        findings=tuple(findings),
    )


def _refuse_acting_drawings(archive: Archive) -> None:
    """Raise PackageFault for a picture that holds a script."""
    for name in archive.names:
        if name.lower().endswith(DRAWING):
            size = archive.size(name)
            if size > LARGEST_TEXT * 8 or pages.drawing_acts(archive.read(name, at_most=size)):
                raise PackageFault(Refusal.SVG_SCRIPT, name=shown(name))


def observe(archive: Archive) -> Observed:
    """Read the texts of a package, as many as time allows."""
    seen, left = Observed(), MOST_READ
    for name in archive.names:
        if not name.lower().endswith((*PAGE, *STYLE, *SCRIPT)):
            continue
        if left <= 0:
            seen.all_read = False
            break
        data = archive.read(name, at_most=LARGEST_TEXT)
        left -= len(data)
        seen.all_read &= archive.size(name) <= LARGEST_TEXT
        _look_at(name, data.decode("utf-8", errors="replace"), seen, archive)
    return seen


def _look_at(name: str, text: str, seen: Observed, archive: Archive) -> None:
    """Note what one text loads and does."""
    if name.lower().endswith(PAGE):
        _look_at_page(name, text, seen, archive)
        return
    if name.lower().endswith(STYLE):
        _note(name, pages.style_loads(text), seen, archive)
        return
    _look_at_script(name, text, seen)


def _look_at_page(name: str, text: str, seen: Observed, archive: Archive) -> None:
    page = pages.read_page(text)
    _note(name, page.loads, seen, archive)
    if "<body" in text.lower() and not page.has_language:
        seen.unnamed.add(name)
    if page.pictures_without_words:
        seen.speechless.add(name)
    if page.films_without_captions:
        seen.uncaptioned.add(name)
    for script in page.scripts:
        _look_at_script(name, script, seen)


def _look_at_script(name: str, text: str, seen: Observed) -> None:
    seen.elsewhere.update(_host(address) for address in pages.script_loads(text))
    seen.finds_runtime |= bool(_RUNTIME.search(text))
    if pages.opens_windows(text):
        seen.windows.add(name)


def _note(name: str, addresses: Iterable[str], seen: Observed, archive: Archive) -> None:
    """Sort what a text loads into elsewhere, nowhere and missing."""
    folder = name.rpartition("/")[0]
    for address in addresses:
        if address.startswith(("#", "data:", "blob:", "about:", "javascript:")):
            continue
        if is_absolute(address):
            seen.absolute.add(shown(address))
        elif is_elsewhere(address):
            seen.elsewhere.add(_host(address))
        else:
            file = file_of(address, base=folder)
            if file and _is_literal(address) and file not in archive:
                seen.missing.add(shown(file))


def _is_literal(address: str) -> bool:
    """Tell an address that is meant as written from one that a script fills in."""
    return not re.search(r"[{}<>$+]|%%", address)


def _host(address: str) -> str:
    """Return the host of an address elsewhere."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""


def _about_manifest(manifest: Manifest, archive: Archive) -> Iterator[Finding]:
    """Say what is wrong with what the manifest promises."""
    present = {name.lower() for name in archive.names}
    yield from found(Remark.MISSING_FILES, (n for n in manifest.listed if n.lower() not in present))
    folders = {name.partition("/")[0] for name in archive.names}
    yield from found(Remark.MISSING_LIBRARIES, (n for n in manifest.needs if n not in folders))
    yield from (Finding(NOT_FOLLOWED[name]) for name in manifest.sequencing)
    if len(manifest.parts) > MANY:
        yield Finding(Remark.MANY_PARTS, count=len(manifest.parts))
    away = [part.href for part in manifest.parts if is_elsewhere(part.href)]
    yield from found(Remark.CMI5_ELSEWHERE, map(_host, away))


def _about_files(archive: Archive) -> Iterator[Finding]:
    """Say what is wrong with the files as such."""
    yield from found(Remark.FLASH, (n for n in archive.names if n.lower().endswith(FLASH)))
    if archive.total > LARGE:
        yield Finding(Remark.LARGE, count=archive.total // MEGABYTE)
    large = (name for name in archive.names if archive.size(name) > LARGE_FILE)
    yield from found(Remark.LARGE_FILES, large)


def _about_pages(seen: Observed) -> Iterator[Finding]:
    """Say what is wrong with the pages."""
    hosts = {host for host in seen.elsewhere if host}
    trackers = {host for host in hosts if host.endswith(TRACKERS)}
    yield from found(Remark.MISSING_LOADS, seen.missing)
    yield from found(Remark.ABSOLUTE_PATHS, seen.absolute)
    yield from found(Remark.TRACKING, trackers)
    yield from found(Remark.EXTERNAL_REQUESTS, hosts - trackers)
    yield from found(Remark.OPENS_WINDOWS, seen.windows)
    yield from found(Remark.NO_LANGUAGE, seen.unnamed)
    yield from found(Remark.NO_ALTERNATIVES, seen.speechless)
    yield from found(Remark.NO_CAPTIONS, seen.uncaptioned)
    if not seen.all_read:
        yield Finding(Remark.NOT_ALL_READ)


def _about_runtime(manifest: Manifest, seen: Observed) -> Iterator[Finding]:
    """Say whether the package will tell what somebody has done in it."""
    if manifest.kind == Kind.HTML:
        yield Finding(Remark.NO_RESULTS)
    is_scorm = manifest.kind in (Kind.SCORM12, Kind.SCORM2004)
    talks = any(part.talks for part in manifest.parts)
    if is_scorm and (not talks or (seen.all_read and not seen.finds_runtime)):
        yield Finding(Remark.NEVER_REPORTS)


def _about_tool(manifest: Manifest, tool: Tool | None) -> Iterator[Finding]:
    """Say who made it, and what that means."""
    if tool is None:
        yield Finding(Remark.TOOL_UNKNOWN)
        return
    yield Finding(Remark.TOOL, name=tool.name)
    if tool.writes_much and manifest.kind == Kind.SCORM12:
        yield Finding(Remark.SHORT_SUSPEND_DATA, name=tool.name)
