"""Rows of campus.pages."""

from tests.architecture.permission_matrix.actors import EVERYBODY
from tests.architecture.permission_matrix.rows import Row

ROWS = (
    Row("pages:feedback", EVERYBODY, methods=("get", "post")),
    Row("pages:feedback_thanks", EVERYBODY),
)
