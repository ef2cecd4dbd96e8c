"""The score of a course: what its units have told, for modules that ask for a pass mark.

cmi5 knows scores of units only. Once a course is satisfied, the platform states the mean of the
best results of all units that have told any, about the item; and again whenever it grows.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from courses.cmi5.core import statements
from courses.cmi5.core.launch import Launch
from courses.cmi5.core.moveon import ROOT
from courses.cmi5.identifiers import activity_id
from courses.cmi5.models import Run
from courses.cmi5.services.stating import state

STEP = Decimal("0.0001")


def share_in(statement: Mapping[str, Any]) -> Decimal | None:
    """Return the share of the points that a statement tells; below nought is nought."""
    scaled = statement.get("result", {}).get("score", {}).get("scaled")
    if isinstance(scaled, bool) or not isinstance(scaled, int | float):
        return None
    return min(max(Decimal(str(scaled)), Decimal(0)), Decimal(1)).quantize(STEP)


def score_of(run: Run) -> Decimal | None:
    """Return the score of a satisfied course on a seat; None where no unit has told any."""
    if run.is_trial or ROOT not in run.satisfied:
        return None
    rows = run.units.filter(scaled__isnull=False).values_list("scaled", flat=True)
    told = [share for share in rows if share is not None]
    return (sum(told, Decimal(0)) / len(told)).quantize(STEP) if told else None


def state_score(run: Run, launch: Launch, at: dt.datetime, *, before: Decimal | None) -> None:
    """State the score of the course if it is another one than before. `run` is locked."""
    score = score_of(run)
    if score is not None and score != before:
        state(statements.scored(launch, at, activity_id=activity_id(run, ROOT), scaled=score))
