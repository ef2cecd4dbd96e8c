"""Every template can be read, and every address in it exists."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template import Template, engines
from django.template.defaulttags import URLNode
from django.urls import URLPattern, get_resolver

from tests.architecture.source import ROOT

FOLDER = ROOT / "templates"
NAMES = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*")
    if path.suffix in (".html", ".txt", ".xml")
)


def address_names(patterns: Any, prefix: str = "") -> Iterator[str]:
    """Yield the name of every address with its namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield f"{prefix}{pattern.name}"
            continue
        inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
        yield from address_names(pattern.url_patterns, inner)


@pytest.fixture(scope="module")
def known_addresses() -> set[str]:
    """Return the names of all addresses."""
    return set(address_names(get_resolver().url_patterns))


def read(name: str) -> Template:
    """Compile a template without rendering it."""
    return engines["django"].engine.get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_template_can_be_read(name: str) -> None:
    assert read(name).nodelist is not None


@pytest.mark.parametrize("name", NAMES)
def test_addresses_in_template_exist(name: str, known_addresses: set[str]) -> None:
    nodes = read(name).nodelist.get_nodes_by_type(URLNode)
    literal = {node.view_name.var for node in nodes if isinstance(node.view_name.var, str)}
    assert literal - known_addresses == set()


def test_there_are_templates() -> None:
    assert Path(FOLDER, "base.html").name in NAMES
