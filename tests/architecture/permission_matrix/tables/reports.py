"""Rows of campus.reports."""

from tests.architecture.permission_matrix.actors import OFFICE_AND_BOARD
from tests.architecture.permission_matrix.rows import Row

ROWS = (Row("reports:board", OFFICE_AND_BOARD),)
