"""Manifests in XML: parsed without entities and without anything from outside; pure."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from courses.packages.reading.archive import MEGABYTE, Archive
from courses.packages.reading.shapes import PackageFault, Refusal

LARGEST = 10 * MEGABYTE
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def manifest_bytes(archive: Archive, name: str) -> bytes:
    """Return a manifest's text. Raises PackageFault where nobody could have written so much."""
    if archive.size(name) > LARGEST:
        raise PackageFault(Refusal.BROKEN_MANIFEST, name=name)
    return archive.read(name, at_most=LARGEST)


def parsed(data: bytes, name: str) -> Element:
    """Return the root of a document. Raises PackageFault for what is no harmless XML."""
    try:
        root: Element = fromstring(data.strip())
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise PackageFault(Refusal.BROKEN_MANIFEST, name=name) from error
    return root


def local(element: Element) -> str:
    """Return an element's name without its namespace; makers of packages confuse these."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of this name."""
    if element is not None:
        yield from (child for child in element if local(child) == name)


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of this name."""
    return next(children(element, name), None)


def text_of(element: Element | None) -> str:
    """Return an element's text without the white space around and inside."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute by its local name, in whatever case its maker wrote it."""
    if element is None:
        return ""
    wanted = name.lower()
    found = (
        value for key, value in element.attrib.items() if key.rpartition("}")[2].lower() == wanted
    )
    return next(found, "").strip()
