"""Rows of courses.exchange: authors export what is their own provider's, editors all."""

from typing import Any

from courses.catalogue import external
from courses.catalogue.models import ExternalCourse
from courses.exchange import services
from courses.exchange.formats.bundles import Format
from courses.exchange.moochub import reading
from courses.exchange.tasks import make_export
from tests.architecture.permission_matrix.actors import EVERYBODY, OFFICE, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.modules import STUDIO, with_more
from tests.factories.modules import make_module
from tests.factories.moochub import a_source, an_entry

FOUND = frozenset({302})


def a_module(world: World, place: Place) -> dict[str, Any]:
    """Return a published module of the place's provider."""
    return {"module": make_module(provider=place.provider, lessons=1, graded=False).pk}


def an_export(world: World, place: Place) -> dict[str, Any]:
    """Return an export of a module of the place's provider, ready to be downloaded."""
    module = make_module(provider=place.provider, lessons=1, graded=False)
    export = services.request_export(module=module, format=Format.HTML, making=make_export)
    services.make_export(export_id=export.pk)
    return {"key": export.pk}


def a_catalogue(world: World, place: Place) -> dict[str, Any]:
    """Return a catalogue that the office has entered."""
    return {"key": a_source().pk}


def an_external_course(world: World, place: Place) -> dict[str, Any]:
    """Return a course of another platform."""
    facts = reading.entry(an_entry()).facts
    external.put(source=a_source().pk, platform="Lernort Beispiel", found=[facts])
    return {"key": ExternalCourse.objects.get().key}


ASKED = with_more(lambda world, place: {}, format="html")

ROWS = (
    Row("exchange_feed:courses", EVERYBODY),
    Row("catalogue:external", EVERYBODY, an_external_course, there=EVERYBODY),
    Row("crawling:sitemap", EVERYBODY),
    Row("crawling:robots", EVERYBODY),
    Row("catalogues:list", OFFICE),
    Row("catalogues:add", OFFICE),
    Row("catalogues:source", OFFICE, a_catalogue),
    Row("catalogues:read", OFFICE, a_catalogue, methods=("post",), answer=FOUND),
    Row("catalogues:remove", OFFICE, a_catalogue),
    Row("exchange:formats", STUDIO, a_module),
    Row("exchange:ask", STUDIO, a_module, methods=("post",), data=ASKED, answer=FOUND),
    Row("exchange:progress", STUDIO, an_export),
    Row("exchange:download", STUDIO, an_export),
)
