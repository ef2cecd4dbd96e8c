"""Rows of campus.operations."""

from pathlib import Path
from typing import Any

from django.conf import settings

from tests.architecture.permission_matrix.actors import EVERYBODY, Place, World
from tests.architecture.permission_matrix.rows import Row


def a_logo(world: World, place: Place) -> dict[str, Any]:
    """Store a picture as it stands on public pages."""
    folder = Path(settings.MEDIA_ROOT) / "logos"
    folder.mkdir(exist_ok=True)
    (folder / "wappen.svg").write_text("<svg/>")
    return {"path": "logos/wappen.svg"}


ROWS = (
    Row("operations:healthz", EVERYBODY),
    Row("operations:readyz", EVERYBODY),
    Row("media", EVERYBODY, a_logo, there=EVERYBODY),
)
