"""What a unit may state in its session (cmi5 sections 7, 9 and 10.2.2); pure.

A violation names the requirement as CATAPULT numbers it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from courses.cmi5.core import vocabulary as words

Statement = Mapping[str, Any]
JUDGING = frozenset({words.PASSED, words.FAILED})
RESULTS = JUDGING | {words.COMPLETED}
AGENT = "Agent"
LASTING = RESULTS | {words.TERMINATED}
DEFINED_VERBS = LASTING | {words.INITIALIZED}


class Violation(Exception):
    """The statement is against a requirement."""

    def __init__(self, requirement: str) -> None:
        self.requirement = requirement
        super().__init__(requirement)


@dataclass(frozen=True, slots=True)
class Session:
    """A launched unit and what has been stated so far."""

    session: str
    registration: str
    activity_id: str
    actor: Mapping[str, Any]
    template: Mapping[str, Any]
    mode: str = words.NORMAL
    mastery_score: float | None = None
    # Verbs of cmi5 in this session, and those about the unit in earlier ones of the registration.
    used: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    is_abandoned: bool = False
    # Whether the unit has asked for the learner's preferences.
    knows_preferences: bool = True

    def after(self, statement: Statement) -> "Session":
        """Return the session once it has accepted the statement."""
        if not is_defined(statement):
            return self
        return replace(self, used=self.used | {statement["verb"]["id"]})


def is_defined(statement: Statement) -> bool:
    """Tell a statement "defined by cmi5" from one that is only allowed (9.6.2.1)."""
    return words.CMI5_CATEGORY in _activities(statement, "category")


def check(statement: Statement, session: Session) -> None:
    """Hold a statement of a unit against the session. Raises Violation."""
    for rule in (_who_and_where, _order, _verbs, _results, _scores, _mode_and_categories):
        rule(statement, session)


def _refuse(requirement: str, *, when: bool) -> None:
    if when:
        raise Violation(requirement)


def _activities(statement: Statement, kind: str) -> list[str]:
    """Return the identifiers of context activities; one may stand alone in xAPI 1.0.3."""
    context = statement.get("context") or {}
    found = (context.get("contextActivities") or {}).get(kind) or []
    listed = [found] if isinstance(found, Mapping) else found
    return [str(one.get("id")) for one in listed]


def _who_and_where(statement: Statement, session: Session) -> None:
    """Identity, time and context of every statement, also of those that are only allowed."""
    context = statement.get("context") or {}
    extensions = context.get("extensions") or {}
    _refuse("9.1.0.0-1", when=not statement.get("id"))
    _refuse("9.2.0.0-2", when=(statement.get("actor") or {}).get("objectType", AGENT) != AGENT)
    _refuse("8.1.3.0-3", when=_account(statement.get("actor")) != _account(session.actor))
    _refuse("9.6.1.0-1", when=context.get("registration") != session.registration)
    _refuse("9.6.3.1-4", when=extensions.get(words.SESSION) != session.session)
    _refuse("10.2.1.0-7", when=_overwrites(extensions, session.template))
    for kind in session.template.get("contextActivities", {}):
        asked = _activities({"context": session.template}, kind)
        _refuse("9.6.2.0-1", when=not set(asked) <= set(_activities(statement, kind)))
    _refuse("9.7.0.0-1", when=not statement.get("timestamp"))
    _refuse("9.7.0.0-2", when=not _is_utc(str(statement["timestamp"])))
    is_elsewhere = _target(statement) != session.activity_id
    _refuse("8.1.5.0-6", when=is_defined(statement) and is_elsewhere)


def _account(actor: Any) -> Any:
    """Return what identifies an actor; the rest is ornament."""
    return (actor or {}).get("account")


def _overwrites(extensions: Mapping[str, Any], template: Mapping[str, Any]) -> bool:
    asked = template.get("extensions", {}).items()
    return any(extensions.get(name) != value for name, value in asked)


def _is_utc(timestamp: str) -> bool:
    try:
        return datetime.fromisoformat(timestamp).utcoffset() == timedelta(0)
    except ValueError:
        return False


def _target(statement: Statement) -> str:
    return str((statement.get("object") or {}).get("id"))


def _order(statement: Statement, session: Session) -> None:
    """Initialized first, terminated last, nothing after the platform has given up waiting."""
    verb = statement["verb"]["id"]
    begins = is_defined(statement) and verb == words.INITIALIZED
    _refuse("6.3.0.0-1", when=verb == words.VOIDED)
    _refuse("9.3.6.0-2", when=session.is_abandoned)
    _refuse("9.3.0.0-5", when=words.TERMINATED in session.used)
    _refuse("9.3.0.0-4", when=words.INITIALIZED not in session.used and not begins)
    _refuse("11.0.0.0-3", when=begins and not session.knows_preferences)


def _verbs(statement: Statement, session: Session) -> None:
    """Each verb once in a session; results once in a registration."""
    verb = statement["verb"]["id"]
    if not is_defined(statement):
        return
    _refuse("9.3.0.0-1", when=verb not in DEFINED_VERBS)
    _refuse("9.3.0.0-2", when=verb in session.used)
    _refuse("9.3.0.0-3", when=verb in JUDGING and bool(session.used & JUDGING))
    _refuse("9.3.0.0-6", when=verb == words.COMPLETED and verb in session.earlier)
    _refuse("9.3.0.0-7", when=verb == words.PASSED and verb in session.earlier)
    _refuse("9.3.0.0-8", when=verb == words.FAILED and words.PASSED in session.earlier)


def _results(statement: Statement, session: Session) -> None:
    """Success, completion and duration belong to the verbs that speak of them."""
    verb, result = statement["verb"]["id"], statement.get("result") or {}
    if not is_defined(statement):
        return
    _refuse("9.5.2.0-1", when=verb == words.PASSED and result.get("success") is not True)
    _refuse("9.5.2.0-2", when=verb == words.FAILED and result.get("success") is not False)
    _refuse("9.5.2.0-3", when="success" in result and verb not in JUDGING)
    _refuse("9.5.3.0-1", when=verb == words.COMPLETED and result.get("completion") is not True)
    _refuse("9.5.3.0-2", when="completion" in result and verb != words.COMPLETED)
    numbers = {words.TERMINATED: 1, words.COMPLETED: 2, words.PASSED: 3, words.FAILED: 4}
    lacks = verb in LASTING and "duration" not in result
    _refuse(f"9.5.4.1-{numbers.get(verb, 0)}", when=lacks)


def _scores(statement: Statement, session: Session) -> None:
    """Scores only with passed and failed, and on the right side of the pass mark."""
    verb, result = statement["verb"]["id"], statement.get("result") or {}
    score = result.get("score")
    if not score:
        return
    _refuse("9.5.1.0-3", when="raw" in score and not {"min", "max"} <= score.keys())
    if not is_defined(statement):
        return
    _refuse("9.5.1.0-2", when=verb not in JUDGING)
    mark, scaled = session.mastery_score, score.get("scaled")
    if mark is None:
        return
    extensions = statement["context"].get("extensions") or {}
    _refuse("9.6.3.2-2", when=extensions.get(words.MASTERY_SCORE) != mark)
    if scaled is not None:
        _refuse("9.3.4.0-2", when=verb == words.PASSED and scaled < mark)
        _refuse("9.3.5.0-2", when=verb == words.FAILED and scaled >= mark)


def _mode_and_categories(statement: Statement, session: Session) -> None:
    """Nothing that counts outside the normal mode; what counts says so by its category."""
    verb, result = statement["verb"]["id"], statement.get("result") or {}
    counts = bool({"success", "completion"} & result.keys())
    says_so = words.MOVE_ON_CATEGORY in _activities(statement, "category")
    requirement = {words.BROWSE: "10.2.2.0-2", words.REVIEW: "10.2.2.0-3"}.get(session.mode, "")
    is_result = is_defined(statement) and verb in RESULTS
    _refuse(requirement, when=bool(requirement) and is_result)
    _refuse("9.6.2.2-1", when=is_defined(statement) and counts and not says_so)
    _refuse("9.6.2.2-2", when=says_so and not (is_defined(statement) and counts))
