"""cmi5.xml: the structure of a cmi5 course (cmi5 sections 3, 8.1, 13 and 14); pure.

Numbers in comments are those of the requirements in ADL's project CATAPULT.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

from lxml import etree

from courses.packages.reading.archive import Archive
from courses.packages.reading.names import shown
from courses.packages.reading.paths import file_of, is_absolute, is_elsewhere
from courses.packages.reading.shapes import Kind, Manifest, PackageFault, Part, Refusal
from courses.packages.reading.xml import child, children, local, manifest_bytes, parsed, text_of
from courses.xapi.core.formats import is_iri

NAME = "cmi5.xml"
SCHEMA = Path(__file__).parent.parent / "schema" / "CourseStructure.xsd"
DEEPEST = 40
LAUNCH_PARAMETERS = frozenset({"endpoint", "fetch", "actor", "registration", "activityId"})
# RFC 1738, section 2.2: these have to be written as %20 and so on.
_UNSAFE = re.compile(r'[\s<>"{}|\\^`]')


def read_cmi5(archive: Archive) -> Manifest:
    """Return the course in an archive. Raises PackageFault."""
    return course_of(manifest_bytes(archive, NAME), files=archive.names)


def course_of(data: bytes, *, files: Collection[str] | None = None) -> Manifest:
    """Return the course that a structure describes; `files` is None where it comes alone.

    Raises PackageFault.
    """
    root = parsed(data, NAME)
    _check_schema(data)
    course = child(root, "course")
    tree = {
        **_described(course),
        "objectives": _objectives(child(root, "objectives")),
        "children": _nodes(root, "0"),
    }
    _check_ids(tree)
    units = list(units_of(tree))
    present = frozenset(files) if files is not None else None
    for unit in units:
        _check_address(unit["url"], present)
    parts = tuple(Part(key=one["id"], title=_first(one), href=one["url"]) for one in units)
    return Manifest(kind=Kind.CMI5, title=_first(tree), parts=parts, structure=tree)


def units_of(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the assignable units below a course or block, in order."""
    for below in node["children"]:
        if below["type"] == "au":
            yield below
        else:
            yield from units_of(below)


def _check_schema(data: bytes) -> None:
    """13.2.0.0-1: hold the structure against the schema; nothing is fetched for it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        document = etree.fromstring(data.strip(), parser)
        schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    except etree.XMLSyntaxError as error:
        raise PackageFault(Refusal.BROKEN_MANIFEST, name=NAME) from error
    try:
        schema.assertValid(document)
    except etree.DocumentInvalid as error:
        raise PackageFault(Refusal.CMI5_SCHEMA, fault=shown(str(error))) from error


def _described(element: Element | None) -> dict[str, Any]:
    """Return identifier, titles and descriptions by language; 13.1.0.0-1: without spaces around."""
    return {
        "id": str(element.get("id", "")).strip() if element is not None else "",
        "title": _texts(child(element, "title")),
        "description": _texts(child(element, "description")),
    }


def _texts(element: Element | None) -> dict[str, str]:
    return {one.get("lang", "und"): text_of(one) for one in children(element, "langstring")}


def _first(described: dict[str, Any]) -> str:
    """Return the German title, else the first."""
    titles: dict[str, str] = described["title"]
    german = [text for language, text in titles.items() if language.lower().startswith("de")]
    return (german or list(titles.values()) or [""])[0]


def _nodes(element: Element, place: str) -> list[dict[str, Any]]:
    """Return the blocks and units below an element; each place names it for good."""
    if place.count(".") > DEEPEST:
        raise PackageFault(Refusal.BROKEN_MANIFEST, name=NAME)
    wanted = [one for one in element if local(one) in ("au", "block")]
    return [_node(one, f"{place}.{number}") for number, one in enumerate(wanted)]


def _node(element: Element, place: str) -> dict[str, Any]:
    references = [
        str(one.get("idref", "")).strip()
        for one in children(child(element, "objectives"), "objective")
    ]
    node = {"place": place, **_described(element), "objectives": references}
    if local(element) == "block":
        return {"type": "block", **node, "children": _nodes(element, place)}
    score = str(element.get("masteryScore", "")).strip()
    return {
        "type": "au",
        **node,
        "url": text_of(child(element, "url")),
        "move_on": str(element.get("moveOn", "NotApplicable")).strip(),
        "mastery_score": float(score) if score else None,
        "launch_method": str(element.get("launchMethod", "AnyWindow")).strip(),
        "activity_type": str(element.get("activityType", "")).strip(),
        "launch_parameters": _verbatim(child(element, "launchParameters")),
        "entitlement_key": _verbatim(child(element, "entitlementKey")),
    }


def _verbatim(element: Element | None) -> str:
    """Return a text for the unit itself: only the white space around it is taken off."""
    return "".join(element.itertext()).strip() if element is not None else ""


def _objectives(element: Element | None) -> list[dict[str, Any]]:
    return [_described(one) for one in children(element, "objective")]


def _check_ids(tree: dict[str, Any]) -> None:
    """3.0.0.0-1, 13.1.2.0-1, 13.1.3.0-1, 13.1.4.0-1: absolute identifiers, each only once."""
    nodes = list(_everything(tree))
    objectives = [one["id"] for one in tree["objectives"]]
    groups = (
        [tree["id"]],
        objectives,
        [one["id"] for one in nodes if one["type"] == "block"],
        [one["id"] for one in nodes if one["type"] == "au"],
    )
    for group in groups:
        _check_group(group)
    unknown = {name for one in nodes for name in one["objectives"]} - set(objectives)
    if unknown:
        raise PackageFault(Refusal.CMI5_OBJECTIVE, name=shown(min(unknown)))


def _check_group(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if not is_iri(name):
            raise PackageFault(Refusal.CMI5_ID, name=shown(name))
        if name in seen:
            raise PackageFault(Refusal.CMI5_DUPLICATE, name=shown(name))
        seen.add(name)


def _everything(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for below in node["children"]:
        yield below
        if below["type"] == "block":
            yield from _everything(below)


def _check_address(url: str, files: frozenset[str] | None) -> None:
    """13.1.4.0-2, 8.1.0.0-6, 14.1.0.0-4, 14.2.0.0-1: where a unit is, and what it may ask for."""
    try:
        split = urlsplit(url)
        host = split.hostname
    except ValueError as error:
        raise PackageFault(Refusal.CMI5_ADDRESS, name=shown(url)) from error
    is_web = split.scheme in ("http", "https")
    if _UNSAFE.search(url) or is_absolute(url) or (is_elsewhere(url) and not (is_web and host)):
        raise PackageFault(Refusal.CMI5_ADDRESS, name=shown(url))
    taken = LAUNCH_PARAMETERS.intersection(
        name for name, _value in parse_qsl(split.query, keep_blank_values=True)
    )
    if taken:
        raise PackageFault(Refusal.CMI5_PARAMETER, name=min(taken))
    if is_web:
        return
    if files is None:
        raise PackageFault(Refusal.CMI5_RELATIVE, name=shown(url))
    if file_of(url) not in files:
        raise PackageFault(Refusal.MISSING_ENTRY, name=shown(url))
