"""imsmanifest.xml of SCORM 1.2 and SCORM 2004; pure. References: Content Aggregation Model."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from courses.packages.reading.archive import Archive
from courses.packages.reading.paths import file_of, joined, with_parameters
from courses.packages.reading.shapes import Kind, Manifest, PackageFault, Part, Refusal
from courses.packages.reading.xml import (
    XML_BASE,
    attribute,
    child,
    children,
    local,
    manifest_bytes,
    parsed,
    text_of,
)

NAME = "imsmanifest.xml"
# What rules the way through several parts; the player shows them as a list instead.
SEQUENCING = {
    "order": ("sequencingRules", "prerequisites"),
    "rollup": ("rollupRules", "rollupRule"),
    "limits": ("limitConditions",),
    "objectives": ("mapInfo",),
}
FIXED_ORDER = {"choice": "false", "forwardOnly": "true"}
# What the runtime hands over to a SCO, by the names of both editions.
HANDED_OVER = {
    "launch_data": ("datafromlms", "dataFromLMS"),
    "mastery_score": ("masteryscore",),
    "max_time_allowed": ("maxtimeallowed", "attemptAbsoluteDurationLimit"),
    "time_limit_action": ("timelimitaction", "timeLimitAction"),
}


def read_scorm(archive: Archive) -> Manifest:
    """Return what the manifest says. Raises PackageFault for what is broken or no SCORM."""
    root = parsed(manifest_bytes(archive, NAME), NAME)
    if local(root) != "manifest":
        raise PackageFault(Refusal.BROKEN_MANIFEST, name=NAME)
    kind, edition = _edition(root)
    organization = _organization(root)
    resources = _resources(root)
    parts = tuple(_parts(organization, resources)) or tuple(_bare(resources))
    if not parts:
        raise PackageFault(Refusal.NOTHING_TO_START, name=NAME)
    return Manifest(
        kind=kind,
        edition=edition,
        title=text_of(child(organization, "title")) or parts[0].title,
        parts=parts,
        listed=tuple(_listed(root, resources)),
        sequencing=_sequencing(root) if len(parts) > 1 else (),
    )


def _edition(root: Element) -> tuple[Kind, str]:
    """Return the standard by the schema's version or, where that is missing, by namespaces."""
    metadata = child(root, "metadata")
    schema = text_of(child(metadata, "schema")).upper()
    version = text_of(child(metadata, "schemaversion"))
    names = {str(element.tag) for element in root.iter()}
    names |= {name for element in root.iter() for name in element.attrib}
    if version == "1.2" or any("adlcp_rootv1p2" in name for name in names):
        return Kind.SCORM12, "1.2"
    if "2004" in version or "CAM 1.3" in version or any("adlcp_v1p3" in name for name in names):
        found = [edition for edition in ("2nd", "3rd", "4th") if edition in version]
        return Kind.SCORM2004, found[0] if found else ""
    if schema and "SCORM" not in schema:
        raise PackageFault(Refusal.NOT_SCORM, name=schema)
    return Kind.SCORM12, "1.2"


def _organization(root: Element) -> Element | None:
    """Return the organization that the manifest calls its default, else the first."""
    every = child(root, "organizations")
    wanted = attribute(every, "default")
    found = list(children(every, "organization"))
    named = [one for one in found if attribute(one, "identifier") == wanted]
    return next(iter(named or found), None)


def _resources(root: Element) -> dict[str, tuple[Element, str]]:
    """Return the resources by identifier, each with the base of its addresses."""
    every = child(root, "resources")
    base = joined(root.get(XML_BASE, ""), every.get(XML_BASE, "") if every is not None else "")
    return {
        attribute(one, "identifier"): (one, joined(base, one.get(XML_BASE, "")))
        for one in children(every, "resource")
    }


def _parts(
    organization: Element | None, resources: dict[str, tuple[Element, str]]
) -> Iterator[Part]:
    """Yield the items that start a resource, in the order of the organization."""
    for item in organization.iter() if organization is not None else ():
        resource, base = resources.get(attribute(item, "identifierref"), (None, ""))
        href = attribute(resource, "href")
        if local(item) != "item" or resource is None or not href:
            continue
        yield Part(
            key=attribute(item, "identifier"),
            title=text_of(child(item, "title")),
            href=with_parameters(joined(base, href), attribute(item, "parameters")),
            talks=attribute(resource, "scormtype").lower() != "asset",
            settings=_settings(item),
        )


def _settings(item: Element) -> dict[str, Any]:
    """Return what a SCO is told when it starts."""
    values = {
        name: next((text_of(found) for found in item.iter() if local(found) in tags), "")
        for name, tags in HANDED_OVER.items()
    }
    measures = [one for one in item.iter() if local(one) == "minNormalizedMeasure"]
    if measures:
        values["scaled_passing_score"] = text_of(measures[0])
    threshold = child(item, "completionThreshold")
    values["completion_threshold"] = attribute(threshold, "minProgressMeasure") or text_of(
        threshold
    )
    return {name: value for name, value in values.items() if value}


def _bare(resources: dict[str, tuple[Element, str]]) -> Iterator[Part]:
    """Yield the SCOs of a manifest that arranges none of them."""
    for key, (resource, base) in resources.items():
        href = attribute(resource, "href")
        if href and attribute(resource, "scormtype").lower() == "sco":
            yield Part(key=key, title="", href=joined(base, href))


def _listed(root: Element, resources: dict[str, tuple[Element, str]]) -> Iterator[str]:
    """Yield the files that the resources name."""
    for resource, base in resources.values():
        for file in children(resource, "file"):
            name = file_of(joined(base, attribute(file, "href")))
            if name:
                yield name


def _sequencing(root: Element) -> tuple[str, ...]:
    """Return what the manifest rules about the way through its parts."""
    present = {local(element) for element in root.iter()}
    found = {name for name, tags in SEQUENCING.items() if present.intersection(tags)}
    modes = (element for element in root.iter() if local(element) == "controlMode")
    if any(attribute(mode, name) == value for mode in modes for name, value in FIXED_ORDER.items()):
        found.add("order")
    return tuple(name for name in SEQUENCING if name in found)
