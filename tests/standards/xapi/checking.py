"""How a test asks whether a statement keeps a clause."""

from typing import Any

import pytest

from courses.xapi.core.editions import Edition
from courses.xapi.core.statements import check_statement
from courses.xapi.core.violations import Violation

EDITIONS = (Edition.ONE, Edition.TWO)


def accept(statement: Any, *editions: Edition) -> None:
    """Fail if the statement is refused, by both editions unless some are named."""
    for edition in editions or EDITIONS:
        check_statement(statement, edition)


def refuse(statement: Any, path: str, *editions: Edition) -> None:
    """Fail unless the statement is refused at that path, by both editions unless some are named."""
    for edition in editions or EDITIONS:
        with pytest.raises(Violation) as caught:
            check_statement(statement, edition)
        assert caught.value.path == path
        assert caught.value.reason.endswith(".")
