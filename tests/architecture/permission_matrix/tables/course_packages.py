"""Rows of courses.packages: authors see their own provider's packages, editors all."""

from typing import Any

from courses.packages.models import Package, State, Trial
from tests.architecture.permission_matrix.actors import Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.modules import STUDIO

BOTH = ("get", "post")
# Nothing was chosen in the form.
ASKS_AGAIN = frozenset({400})


def a_package(world: World, place: Place) -> dict[str, Any]:
    """Return a package of the place's provider."""
    package = Package.objects.create(
        provider=place.provider,
        title="Paket",
        kind="html",
        digest="0" * 64,
        size=1,
        file_count=1,
        parts=[{"key": "page", "title": "", "href": "index.html", "talks": False, "settings": {}}],
        state=State.READY,
    )
    return {"key": package.pk}


def a_trial(world: World, place: Place) -> dict[str, Any]:
    """Return a part of a package of the place's provider that is being tried out."""
    values = a_package(world, place)
    Trial.objects.create(package_id=values["key"], part=0, starts=1)
    return {**values, "part": 0}


ROWS = (
    Row("packages:packages", STUDIO),
    Row("packages:add", STUDIO),
    Row("packages:add", STUDIO, methods=("post",), answer=ASKS_AGAIN),
    Row("packages:package", STUDIO, a_package),
    Row("packages:progress", STUDIO, a_package),
    Row("packages:delete", STUDIO, a_package, methods=("post",), answer=frozenset({302})),
    Row("packages:trial", STUDIO, a_trial),
    Row("packages:trial", STUDIO, a_trial, methods=("post",), answer=frozenset({302})),
    Row("packages:trial_result", STUDIO, a_trial),
)
