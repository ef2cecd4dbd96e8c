"""Catalogues of other platforms, written by us after the schema of MOOChub v3.0."""

import uuid

import pytest

from courses.exchange.models import CatalogueSource
from tests.support.catalogue_server import CatalogueServer

NAMES = uuid.UUID("5f6d3c1e-9c0b-4a83-8a52-1d1d6f0f7c10")
LICENCE = {
    "identifier": "CC-BY-4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
    "contentUrl": None,
}
HPI = {"type": "Organization", "name": "Institut Beispiel", "url": "https://institut.example/"}


def an_entry(title="Sichere Passwörter", **changes):
    """Return an entry; `changes` are attributes, an ellipsis leaves one out."""
    attributes = {
        "name": title,
        "learningResourceType": {
            "identifier": "https://w3id.org/kim/hcrt/course",
            "type": "Concept",
            "inScheme": "https://w3id.org/kim/hcrt/scheme",
        },
        "publisher": HPI,
        "creator": [HPI],
        "url": f"https://lernen.example/kurse/{uuid.uuid5(NAMES, title)}",
        "license": [LICENCE],
        "description": f"<p>In diesem Kurs geht es um {title}.</p>",
        "inLanguage": ["de"],
        "courseMode": ["online", "asynchronous"],
        "duration": "PT3H",
        "access": ["free"],
        "keywords": ["Sicherheit"],
        **changes,
    }
    told = {key: value for key, value in attributes.items() if value is not ...}
    return {"id": str(uuid.uuid5(NAMES, title)), "type": "Course", "attributes": told}


def a_page(entries, following=None):
    """Return a page of a catalogue."""
    links = {"self": "x", "first": "x", "last": "x"}
    if following:
        links["next"] = following
    return {"links": links, "data": list(entries)}


def in_pages(site, entries, size=2, path="/api"):
    """Return all pages of a catalogue by their paths."""
    parts = [entries[start : start + size] for start in range(0, len(entries), size)] or [[]]
    paths = [path, *(f"{path}?page={number}" for number in range(2, len(parts) + 1))]
    links = [*(f"{site}{one}" for one in paths[1:]), None]
    return {one: a_page(part, link) for one, part, link in zip(paths, parts, links, strict=True)}


def a_source(address="https://lernen.example/api", **facts):
    """Return a catalogue that the office has entered."""
    values = {"name": "Lernort Beispiel", "licence_note": "Freigabe vom 1.3.2026.", **facts}
    return CatalogueSource.objects.create(address=address, **values)


@pytest.fixture(scope="session")
def catalogue_process(tmp_path_factory):
    """Start the other platform once."""

    with CatalogueServer(tmp_path_factory.mktemp("catalogue")) as running:
        yield running


@pytest.fixture
def other(catalogue_process, settings):
    """Return the other platform, empty, on a host that the operator allows."""
    settings.KC_CATALOGUE_PRIVATE_HOSTS = [catalogue_process.host]
    catalogue_process.put({})
    return catalogue_process
