"""What a SCO is told when it starts, and what its answers mean; pure.

References: SCORM 1.2 and SCORM 2004 Run-Time Environment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from courses.packages.reading.shapes import Kind

Json = dict[str, Any]
# The part of the data model that survives from one session to the next.
KEPT_12 = ("lesson_location", "lesson_status", "score", "total_time")
BESIDE_12 = ("objectives", "interactions", "student_preference", "comments")
KEPT_2004 = (
    *("location", "suspend_data", "completion_status", "success_status", "score"),
    *("progress_measure", "total_time", "objectives", "interactions", "learner_preference"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a SCO has reported so far."""

    completed: bool = False
    success: bool | None = None
    scaled: float | None = None
    has_place: bool = False
    suspended: int = 0

    @property
    def keeps_place(self) -> bool:
        """Tell whether it stored where somebody has stopped."""
        return self.has_place or self.suspended > 0


@dataclass(frozen=True, slots=True)
class Learner:
    """How a SCO may call whoever plays it: no name, no account that others know."""

    key: str
    name: str


def first_data(kind: Kind, settings: Mapping[str, Any], learner: Learner, stored: Json) -> Json:
    """Return the data with which the runtime starts; `stored` is what was committed last."""
    if kind == Kind.SCORM12:
        return _first_data_12(settings, learner, stored)
    data = {
        "learner_id": learner.key,
        "learner_name": learner.name,
        "mode": "normal",
        "credit": "credit",
        "entry": _entry(stored, stored.get("exit")),
        "launch_data": settings.get("launch_data"),
        "scaled_passing_score": settings.get("scaled_passing_score"),
        "completion_threshold": settings.get("completion_threshold"),
        **{name: stored.get(name) for name in KEPT_2004},
    }
    return _filled(data)


def _first_data_12(settings: Mapping[str, Any], learner: Learner, stored: Json) -> Json:
    core = _mapping(stored, "core")
    data = {
        "core": _filled(
            {
                "student_id": learner.key,
                "student_name": learner.name,
                "lesson_mode": "normal",
                "credit": "credit",
                "entry": _entry(stored, core.get("exit")),
                **{name: core.get(name) for name in KEPT_12},
            }
        ),
        "student_data": _filled(
            {
                name: settings.get(name)
                for name in ("mastery_score", "max_time_allowed", "time_limit_action")
            }
        ),
        "launch_data": settings.get("launch_data"),
        "suspend_data": stored.get("suspend_data"),
        **{name: stored.get(name) for name in BESIDE_12},
    }
    return _filled(data)


def _entry(stored: Json, ended: Any) -> str:
    """Return how a session begins: anew, where it was suspended, or just again."""
    if not stored:
        return "ab-initio"
    return "resume" if ended in ("suspend", "logout") or stored.get("suspend_data") else ""


def _filled(data: Json) -> Json:
    return {name: value for name, value in data.items() if value not in (None, "", {}, [])}


def _mapping(data: Mapping[str, Any], name: str) -> Json:
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def outcome_of(kind: Kind, data: Json, settings: Mapping[str, Any] | None = None) -> Outcome:
    """Return what committed data mean, whatever nonsense a SCO has put into them.

    Marks of the manifest decide where the standard gives them to the platform.
    """
    if kind == Kind.H5P:
        return _outcome_h5p(data)
    found = _outcome_scorm(kind, data)
    return found if kind == Kind.SCORM12 else _judged(found, data, settings or {})


def _outcome_h5p(data: Json) -> Outcome:
    said, success = _mapping(data, "reported"), _mapping(data, "reported").get("success")
    return Outcome(
        completed=said.get("completed") is True,
        success=success if isinstance(success, bool) else None,
        scaled=_within(_number(said.get("scaled")), 0, 1),
        has_place=bool(data.get("state")),
    )


def _judged(found: Outcome, data: Json, settings: Mapping[str, Any]) -> Outcome:
    """Apply the marks of a manifest of SCORM 2004 (RTE 4.2.4.3 and 4.2.22.3)."""
    mark = _within(_number(settings.get("scaled_passing_score")), -1, 1)
    enough = _within(_number(settings.get("completion_threshold")), 0, 1)
    done = _within(_number(data.get("progress_measure")), 0, 1)
    if mark is not None:
        success = found.scaled >= mark if found.scaled is not None else None
        found = replace(found, success=success)
    if enough is not None and done is not None:
        found = replace(found, completed=done >= enough)
    return found


def _outcome_scorm(kind: Kind, data: Json) -> Outcome:
    suspended = data.get("suspend_data")
    length = len(suspended) if isinstance(suspended, str) else 0
    if kind == Kind.SCORM12:
        core = _mapping(data, "core")
        status = core.get("lesson_status")
        return Outcome(
            completed=status in ("completed", "passed", "failed"),
            success={"passed": True, "failed": False}.get(str(status)),
            scaled=_share(_mapping(core, "score")),
            has_place=bool(core.get("lesson_location")),
            suspended=length,
        )
    return Outcome(
        completed=data.get("completion_status") == "completed",
        success={"passed": True, "failed": False}.get(str(data.get("success_status"))),
        scaled=_within(_number(_mapping(data, "score").get("scaled")), -1, 1),
        has_place=bool(data.get("location")),
        suspended=length,
    )


def _share(score: Json) -> float | None:
    """Return a raw score of SCORM 1.2 as a share; its scale is 0 to 100 unless it says so."""
    raw, low, high = (_number(score.get(name)) for name in ("raw", "min", "max"))
    low, high = low or 0.0, 100.0 if high is None else high
    if raw is None or high <= low:
        return None
    return _within((raw - low) / (high - low), 0, 1)


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _within(value: float | None, low: float, high: float) -> float | None:
    """Return the value if it is in the range; not a number is in none."""
    return value if value is not None and low <= value <= high else None
