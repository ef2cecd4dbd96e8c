"""What a statement about a package means for the rule of its item; pure.

The platform states what packages report (`courses.playing`) and what units of cmi5 have achieved;
whoever writes it, the rule of the frozen item decides whether it counts as done.
"""

from decimal import Decimal

from courses.learning.fold import COMPLETED, FAILED, PASSED, SATISFIED, SCORED
from courses.modules import completion

# Satisfied: by its own rule, or because the platform has waived it (cmi5, 9.3.9).
PASSES = frozenset({PASSED, SATISFIED})
ENDS = PASSES | {COMPLETED}
SCORES = frozenset({PASSED, FAILED, COMPLETED, SCORED})


def is_of_package(code: str | None) -> bool:
    """Tell whether the rule asks for what a package reports."""
    return code is not None and completion.read(code).name in completion.OF_PACKAGES


def needs_score(code: str) -> bool:
    """Tell whether the rule asks for a score: only then can a package count as a test."""
    return completion.read(code).name == completion.SCORED


def meets(code: str, verb: str, scaled: Decimal | None) -> bool:
    """Tell whether a statement with this verb and result meets the rule."""
    rule = completion.read(code)
    if rule.name == completion.REPORTED:
        return verb in ENDS
    if rule.name == completion.SUCCEEDED:
        return verb in PASSES
    if verb == SATISFIED:
        return True
    return verb in SCORES and scaled is not None and scaled * 100 >= rule.number
