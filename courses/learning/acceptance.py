"""Results on our own items and courses are stated by the platform only.

Otherwise a program with a credential of the record store could pass a test for somebody.
"""

from typing import Any

from django.conf import settings

from courses.learning.vocabulary import RESULT_PARTS, RESULT_VERBS
from courses.xapi.errors import StatementRefused
from courses.xapi.services import Authority, platform_authority


def refuse_foreign_results(statement: dict[str, Any], authority: Authority) -> None:
    """Raise StatementRefused for a result on our own activity by anybody but the platform."""
    if authority.key == platform_authority().key or not states_result(statement):
        return
    if is_ours(statement.get("object", {})):
        raise StatementRefused(
            reason="Results of this platform's own lessons, tests and courses are stated by the "
            "platform only."
        )


def states_result(statement: dict[str, Any]) -> bool:
    """Tell whether a statement says how something ended."""
    result = statement.get("result") or {}
    return statement["verb"]["id"] in RESULT_VERBS or bool(RESULT_PARTS & result.keys())


def is_ours(target: dict[str, Any]) -> bool:
    """Tell whether the object is an item, a question of one, or a course of this platform."""
    if target.get("objectType", "Activity") != "Activity":
        return False
    prefix = f"{settings.KC_XAPI_HOME_PAGE}/xapi/activities/"
    return str(target.get("id", "")).startswith((f"{prefix}item/", f"{prefix}course/"))
