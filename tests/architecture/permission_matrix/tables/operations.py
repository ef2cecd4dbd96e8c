"""Rows of campus.operations."""

from tests.architecture.permission_matrix.actors import EVERYBODY
from tests.architecture.permission_matrix.rows import Row

ROWS = (
    Row("operations:healthz", EVERYBODY),
    Row("operations:readyz", EVERYBODY),
)
