"""Verbs and activity types the platform uses, and a helper that builds statements with them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

from courses.xapi.authority import account_agent
from courses.xapi.core.formats import time_text
from courses.xapi.core.statements import VOIDED as VOIDED_IRI

_ADL_VERB = "http://adlnet.gov/expapi/verbs/"
_ADL_ACTIVITY = "http://adlnet.gov/expapi/activities/"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: its IRI and how it reads."""

    iri: str
    de: str
    en: str

    def as_dict(self) -> dict[str, Any]:
        """Return the verb as a statement holds it."""
        return {"id": self.iri, "display": {"de": self.de, "en": self.en}}


REGISTERED = Verb(f"{_ADL_VERB}registered", "angemeldet zu", "registered for")
LAUNCHED = Verb(f"{_ADL_VERB}launched", "gestartet", "launched")
INITIALIZED = Verb(f"{_ADL_VERB}initialized", "begonnen", "initialised")
ATTEMPTED = Verb(f"{_ADL_VERB}attempted", "versucht", "attempted")
EXPERIENCED = Verb(f"{_ADL_VERB}experienced", "angesehen", "experienced")
PROGRESSED = Verb(f"{_ADL_VERB}progressed", "vorangekommen in", "progressed")
ANSWERED = Verb(f"{_ADL_VERB}answered", "beantwortet", "answered")
INTERACTED = Verb(f"{_ADL_VERB}interacted", "bearbeitet", "interacted with")
ATTENDED = Verb(f"{_ADL_VERB}attended", "teilgenommen an", "attended")
COMPLETED = Verb(f"{_ADL_VERB}completed", "abgeschlossen", "completed")
PASSED = Verb(f"{_ADL_VERB}passed", "bestanden", "passed")
FAILED = Verb(f"{_ADL_VERB}failed", "nicht bestanden", "failed")
SCORED = Verb(f"{_ADL_VERB}scored", "bewertet", "scored")
PAUSED = Verb("http://id.tincanapi.com/verb/paused", "unterbrochen", "paused")
SUSPENDED = Verb(f"{_ADL_VERB}suspended", "ausgesetzt", "suspended")
RESUMED = Verb(f"{_ADL_VERB}resumed", "fortgesetzt", "resumed")
TERMINATED = Verb(f"{_ADL_VERB}terminated", "beendet", "terminated")
VOIDED = Verb(VOIDED_IRI, "für ungültig erklärt", "voided")
# cmi5 gives these three to the learning management system.
ABANDONED = Verb("https://w3id.org/xapi/adl/verbs/abandoned", "abgebrochen", "abandoned")
WAIVED = Verb("https://w3id.org/xapi/adl/verbs/waived", "erlassen", "waived")
SATISFIED = Verb("https://w3id.org/xapi/adl/verbs/satisfied", "erfüllt", "satisfied")

COURSE = f"{_ADL_ACTIVITY}course"
MODULE = f"{_ADL_ACTIVITY}module"
LESSON = f"{_ADL_ACTIVITY}lesson"
ASSESSMENT = f"{_ADL_ACTIVITY}assessment"
QUESTION = f"{_ADL_ACTIVITY}question"
INTERACTION = f"{_ADL_ACTIVITY}cmi.interaction"
SIMULATION = f"{_ADL_ACTIVITY}simulation"
MEETING = f"{_ADL_ACTIVITY}meeting"
MEDIA = f"{_ADL_ACTIVITY}media"
LINK = f"{_ADL_ACTIVITY}link"
FILE = f"{_ADL_ACTIVITY}file"
OBJECTIVE = f"{_ADL_ACTIVITY}objective"
VIDEO = "https://w3id.org/xapi/video/activity-type/video"
DOCUMENT = "http://id.tincanapi.com/activitytype/document"
# Completion in per cent, in result extensions (cmi5 and the video profile).
PROGRESS_EXTENSION = "https://w3id.org/xapi/cmi5/result/extensions/progress"


class StatementParts(TypedDict):
    """The arguments of build_statement."""

    actor_name: UUID
    verb: Verb
    activity_id: str
    activity_type: str
    name: dict[str, str]
    registration: UUID | None
    timestamp: dt.datetime
    result: NotRequired[dict[str, Any] | None]
    extensions: NotRequired[dict[str, Any] | None]
    grouping: NotRequired[list[str] | str | None]


def build_statement(**parts: Unpack[StatementParts]) -> dict[str, Any]:
    """Return a statement about one of our people: the actor is an opaque account.

    `name` is a language map; `extensions` go into the context; `grouping` holds identifiers of
    activities around this one, such as the course.
    """
    statement: dict[str, Any] = {
        "actor": account_agent(str(parts["actor_name"])),
        "verb": parts["verb"].as_dict(),
        "object": {
            "objectType": "Activity",
            "id": parts["activity_id"],
            "definition": {"type": parts["activity_type"], "name": parts["name"]},
        },
        "timestamp": time_text(parts["timestamp"]),
    }
    if parts.get("result"):
        statement["result"] = parts["result"]
    context = _context(parts)
    if context:
        statement["context"] = context
    return statement


def _context(parts: StatementParts) -> dict[str, Any]:
    context: dict[str, Any] = {}
    if parts["registration"] is not None:
        context["registration"] = str(parts["registration"])
    grouping = parts.get("grouping")
    if grouping:
        ids = [grouping] if isinstance(grouping, str) else grouping
        context["contextActivities"] = {
            "grouping": [{"objectType": "Activity", "id": identifier} for identifier in ids]
        }
    if parts.get("extensions"):
        context["extensions"] = parts["extensions"]
    return context
