"""Statement references (XAPI-Data 2.4.4.3)."""

from courses.xapi.core.primitives import (
    Json,
    check_known_keys,
    check_object,
    check_required_keys,
    check_uuid,
)
from courses.xapi.core.violations import Violation

_REFERENCE_KEYS = frozenset({"objectType", "id"})


def check_statement_reference(value: Json, path: str) -> None:
    """Check a reference: XAPI-Data 2.4.4.3.s4.b1, b2 (XAPI-00072, XAPI-00073)."""
    check_object(value, path)
    check_known_keys(value, _REFERENCE_KEYS, path)
    if value.get("objectType") != "StatementRef":
        raise Violation(f"{path}.objectType", "must be StatementRef.", "Data 2.4.4.3.s4.b1")
    check_required_keys(value, ("id",), path)
    check_uuid(value["id"], f"{path}.id")
