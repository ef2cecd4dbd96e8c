"""Rows of courses.xapi: programs only, with credentials of their own; a session opens nothing."""

from tests.architecture.permission_matrix.actors import EVERYBODY, NOBODY
from tests.architecture.permission_matrix.rows import Row

UNAUTHORISED = frozenset({401})
EDITION = (("X-Experience-API-Version", "1.0.3"),)
RESOURCES = (
    "statements",
    "activities",
    "activities_state",
    "activities_profile",
    "agents",
    "agents_profile",
)

ROWS = (
    Row("xapi:about", EVERYBODY),
    Row("xapi:one_about", EVERYBODY),
    *(
        Row(
            f"xapi:{edition}{resource}",
            NOBODY,
            methods=("get", "put"),
            headers=EDITION,
            anonymous=UNAUTHORISED,
        )
        for edition in ("", "one_")
        for resource in RESOURCES
    ),
)
