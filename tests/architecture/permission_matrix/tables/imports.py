"""Rows of members.imports."""

from typing import Any

from members.imports.models import ImportRun
from members.imports.services import start_import
from tests.architecture.permission_matrix.actors import HR, Place, World
from tests.architecture.permission_matrix.rows import Row


def town(world: World, place: Place) -> dict[str, Any]:
    """Name the municipality of the page."""
    return {"kommune": place.municipality.slug}


def an_import(world: World, place: Place) -> dict[str, Any]:
    """Return a file that was uploaded for the place."""
    content = b"Vorname;Nachname\nErika;Musterfrau\n"
    run = start_import(
        municipality=place.municipality, content=content, file_name="x", created_by=place.user
    )
    return {"reference": run.reference}


def a_preview(world: World, place: Place) -> dict[str, Any]:
    """Return an import whose preview has been seen."""
    values = an_import(world, place)
    ImportRun.objects.filter(**values).update(state=ImportRun.State.CHECKED)
    return values


def a_file_of_faults(world: World, place: Place) -> dict[str, Any]:
    """Ask for the faulty rows as CSV."""
    return {**a_preview(world, place), "kind": "csv"}


def a_kind(world: World, place: Place) -> dict[str, Any]:
    """Ask for the sample as CSV."""
    return {"kind": "csv"}


ROWS = (
    Row("imports:index", HR, query=town, methods=("get", "post")),
    Row("imports:sample", HR, a_kind, there=HR),
    Row("imports:columns", HR, an_import, methods=("get", "post")),
    Row("imports:run", HR, a_preview),
    Row("imports:progress", HR, a_preview),
    Row("imports:confirm", HR, a_preview, methods=("post",)),
    Row("imports:discard", HR, an_import, methods=("post",)),
    Row("imports:undo", HR, a_preview, methods=("post",)),
    Row("imports:invite", HR, a_preview, methods=("post",)),
    Row("imports:faults", HR, a_file_of_faults),
)
