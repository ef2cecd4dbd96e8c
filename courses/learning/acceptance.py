"""Results on our own items and courses are stated by the platform only.

Otherwise a program with a credential of the record store could pass a test for somebody.
"""

from typing import Any

from courses.learning.vocabulary import PLAYED, PROGRESS, RESULT_PARTS, RESULT_VERBS
from courses.xapi import vocabulary as xapi
from courses.xapi.core.likeness import plain_spelling
from courses.xapi.errors import StatementRefused
from courses.xapi.namespace import is_own_activity
from courses.xapi.services import Authority

# Verbs that say how something ended, whoever reads them, in their plainest spelling.
_ENDINGS = frozenset(
    map(plain_spelling, RESULT_VERBS | {xapi.SCORED.iri, xapi.SATISFIED.iri, xapi.WAIVED.iri})
)
# What has been played of a recording can complete a lesson.
_MEASURES = frozenset({PLAYED, PROGRESS, xapi.PROGRESS_EXTENSION})


def refuse_foreign_results(statement: dict[str, Any], authority: Authority) -> None:
    """Raise StatementRefused for a result on our own activity by anybody but the platform."""
    if authority.is_platform:
        return
    target = statement["object"]
    if target.get("objectType") == "SubStatement":
        refuse_foreign_results(target, authority)
    elif is_ours(target) and states_result(statement):
        raise StatementRefused(
            reason="Results of this platform's own lessons, tests and courses are stated by the "
            "platform only."
        )


def states_result(statement: dict[str, Any]) -> bool:
    """Tell whether a statement says how something ended, or how much of it is done."""
    result = statement.get("result") or {}
    if RESULT_PARTS & result.keys() or _MEASURES & result.get("extensions", {}).keys():
        return True
    return plain_spelling(statement["verb"]["id"]) in _ENDINGS


def is_ours(target: dict[str, Any]) -> bool:
    """Tell whether the object is, or passes for, an item or a course of ours, or part of one."""
    if target.get("objectType", "Activity") != "Activity":
        return False
    return is_own_activity(target["id"], "item", "course")
