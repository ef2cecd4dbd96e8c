"""Rows of campus.uploads: whoever teaches uploads, and goes on with nothing but their own."""

from typing import Any

from tests.architecture.permission_matrix.actors import A, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.modules import STUDIO
from tests.factories.uploads import UploadFactory

TUS = (("Tus-Resumable", "1.0.0"),)
# Programs are told with a sentence; no sign-in page would help them.
TOLD = frozenset({401})


def an_upload(world: World, place: Place) -> dict[str, Any]:
    """Return an upload that somebody else has begun: nobody may see it."""
    return {"key": UploadFactory(sent=b"01234").pk}


ROWS = (
    # What is missing in the request is named; nobody else gets so far.
    Row(
        "uploads:start",
        STUDIO,
        methods=("post",),
        headers=TUS,
        answer=frozenset({400}),
        anonymous=TOLD,
    ),
    Row(
        "uploads:upload",
        frozenset[A](),
        an_upload,
        methods=("head", "patch", "delete"),
        headers=TUS,
        anonymous=TOLD,
    ),
)
