"""The platform's own statements about what happens in a package; nothing is stored here."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from courses.learning.package_results import is_of_package
from courses.learning.statements import Activity, Learner, build, with_id
from courses.modules import completion
from courses.packages.h5p import Said
from courses.packages.runtime import Outcome
from courses.playing.reports import (
    ATTEMPT_TYPE,
    PROFILE,
    RESPONDED,
    Interaction,
    changes,
    result_of,
)
from courses.xapi.vocabulary import ANSWERED, INTERACTION, LESSON, Verb

Statement = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scene:
    """Who plays which attempt in which window at which moment."""

    learner: Learner
    item: Activity
    attempt: uuid.UUID
    opening: uuid.UUID
    revision: int
    at: dt.datetime
    is_scorm: bool
    said: list[Statement] = field(default_factory=list)

    def state(self, verb: Verb, activity: Activity, reason: str, result: Mapping[str, Any]) -> None:
        """Add a statement that is stored once, whatever comes twice."""
        whole = build(
            self.learner, verb, activity, self.at, result=result or None, attempt=self.opening
        )
        within = whole["context"].setdefault("contextActivities", {})
        within.setdefault("grouping", []).append(
            {
                "objectType": "Activity",
                "id": f"{self.item.iri}?attempt={self.attempt}",
                "definition": {"type": ATTEMPT_TYPE},
            }
        )
        if self.is_scorm:
            within["category"] = [{"objectType": "Activity", "id": PROFILE}]
        self.said.append(with_id(whole, f"{self.attempt}/{reason}"))

    def once(self, verb: Verb, activity: Activity, result: Mapping[str, Any]) -> None:
        """Add what happens once in a window."""
        self.state(verb, activity, f"{self.opening}/{verb.iri}", result)

    def report(self, activity: Activity, before: Outcome, after: Outcome) -> None:
        """Add what has changed in the results of an item or a part.

        Where the rule is another one, such as the button, a report of its own does not meet it.
        """
        if activity.rule and not is_of_package(activity.rule):
            activity = replace(activity, rule=completion.REPORTED)
        for verb, result in changes(before, after):
            self.state(verb, activity, f"{self.revision}/{activity.iri}/{verb.iri}", result)

    def answers(self, activity: Activity, given: Iterable[Interaction]) -> None:
        """Add the answers to the questions of a part."""
        for number, one in enumerate(given):
            asked = question(activity, one.path, one.description or one.key, one.kind)
            self.state(RESPONDED, asked, f"{self.revision}/answer/{number}", one.result)

    def told(self, heard: Iterable[Said]) -> None:
        """Add what the parts of a content of H5P have said; the whole is reported apart."""
        for one in heard:
            path = f"part/{one.part}" if one.part else "answer"
            asked = question(self.item, path, one.name or self.item.name, one.interaction)
            reason = f"heard/{one.key}" if one.key else f"{self.revision}/heard/{one.part}"
            self.state(ANSWERED, asked, reason, result_of(one))


def question(parent: Activity, path: str, name: str, kind: str) -> Activity:
    """Return the activity of a question inside a package."""
    return Activity(
        iri=f"{parent.iri}/{path}",
        kind=INTERACTION,
        name=name,
        language=parent.language,
        parent=parent.iri,
        more={"interactionType": kind},
    )


def part_activity(item: Activity, key: str, title: str) -> Activity:
    """Return the activity of one of several parts."""
    return Activity(
        iri=f"{item.iri}/part/{quote(key, safe='')}",
        kind=LESSON,
        name=title or item.name,
        language=item.language,
        parent=item.iri,
    )


def unsaid(said: Iterable[Statement], known: set[uuid.UUID]) -> Iterator[Statement]:
    """Yield each statement once, without those that are stored already."""
    seen = set(known)
    for statement in said:
        identifier = uuid.UUID(statement["id"])
        if identifier not in seen:
            seen.add(identifier)
            yield statement
