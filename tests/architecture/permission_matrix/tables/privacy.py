"""Rows of courses.privacy: one's own data, and nobody else's."""

from typing import Any

from courses.privacy import services
from courses.privacy.models import Deletion
from tests.architecture.permission_matrix.actors import EVERYBODY, TOWN_HALL, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.enrolment import LEARNER


def own_export(world: World, place: Place) -> dict[str, Any]:
    """Return an export of the place's learner."""
    return {"reference": services.request_export(person=place.person).reference}


def own_file(world: World, place: Place) -> dict[str, Any]:
    """Return a file of a finished export of the place's learner."""
    reference = own_export(world, place)["reference"]
    services.make_export(reference=reference)
    return {"reference": reference, "kind": "json"}


def a_deletion(world: World, place: Place) -> dict[str, Any]:
    """Return a deletion that is done: its reference says nothing about anybody."""
    return {"reference": Deletion.objects.create().reference}


ROWS = (
    Row("privacy:data", TOWN_HALL, methods=("get", "post")),
    Row("privacy:progress", LEARNER, own_export),
    Row("privacy:download", LEARNER, own_file),
    Row("privacy:delete", TOWN_HALL, methods=("get", "post")),
    Row("privacy:deleted", EVERYBODY, a_deletion, there=EVERYBODY),
)
