"""What changed from one commit to the next, as the verbs of the SCORM profile name it; pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from courses.packages.h5p import Said
from courses.packages.runtime import Outcome
from courses.xapi.vocabulary import COMPLETED, FAILED, PASSED, SCORED, Verb

Json = dict[str, Any]
PROFILE = "https://w3id.org/xapi/scorm"
ATTEMPT_TYPE = "http://adlnet.gov/expapi/activities/attempt"
RESPONDED = Verb("http://adlnet.gov/expapi/verbs/responded", "geantwortet auf", "responded to")
TYPES = frozenset(
    {
        *("true-false", "choice", "fill-in", "long-fill-in", "likert", "matching"),
        *("performance", "sequencing", "numeric", "other"),
    }
)
SUCCESS = {"correct": True, "wrong": False, "incorrect": False}
LONGEST_RESPONSE = 4000
LONGEST_ID = 250
MOST_INTERACTIONS = 500
RESPONSES = ("learner_response", "student_response")


@dataclass(frozen=True, slots=True)
class Interaction:
    """A question that a package has asked."""

    key: str
    kind: str
    response: str
    success: bool | None
    description: str = ""

    @property
    def path(self) -> str:
        """Return the end of its identifier."""
        return f"interactions/{quote(self.key, safe='')}"

    @property
    def result(self) -> Json:
        """Return how it was answered."""
        return {
            "response": self.response,
            **({} if self.success is None else {"success": self.success}),
        }


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """Return what all parts of a package mean for its item."""
    parts = list(outcomes)
    if len(parts) == 1:
        return parts[0]
    done = bool(parts) and all(part.completed for part in parts)
    verdicts = [part.success for part in parts if part.success is not None]
    scores = [part.scaled for part in parts if part.scaled is not None]
    failed = False in verdicts
    return Outcome(
        completed=done,
        success=False if failed else (True if verdicts and done else None),
        scaled=sum(scores) / len(scores) if scores and done else None,
    )


def changes(before: Outcome, after: Outcome) -> Iterator[tuple[Verb, Json]]:
    """Yield the verbs that tell what is new, each with its result."""
    if after.completed and not before.completed:
        yield COMPLETED, {"completion": True}
    has_score = after.scaled is not None
    is_new_score = has_score and after.scaled != before.scaled
    score: Json = {"score": {"scaled": round(after.scaled or 0.0, 4)}} if has_score else {}
    if after.success is not None and (after.success != before.success or is_new_score):
        yield (PASSED if after.success else FAILED), {"success": after.success, **score}
    elif is_new_score:
        yield SCORED, score


def interactions(data: Mapping[str, Any]) -> dict[str, Interaction]:
    """Return the questions that were answered, by their number in the data model."""
    rows = data.get("interactions")
    if isinstance(rows, dict):
        numbered = list(rows.items())
    else:
        numbered = [(str(number), row) for number, row in enumerate(rows or [])]
    read = ((str(number), _interaction(row)) for number, row in numbered[:MOST_INTERACTIONS])
    return {number: one for number, one in read if one is not None}


def answered(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Interaction]:
    """Return the questions that were answered, or answered anew, since the last commit."""
    known = interactions(before)
    return [one for number, one in interactions(after).items() if known.get(number) != one]


def _interaction(row: Any) -> Interaction | None:
    if not isinstance(row, dict):
        return None
    key = str(row.get("id") or "")[:LONGEST_ID]
    response = next((row[name] for name in RESPONSES if row.get(name)), "")
    result = row.get("result")
    if not key or (not response and not result):
        return None
    kind = str(row.get("type") or "")
    return Interaction(
        key=key,
        kind=kind if kind in TYPES else "other",
        response=str(response)[:LONGEST_RESPONSE],
        success=SUCCESS.get(result) if isinstance(result, str) else None,
        description=str(row.get("description") or "")[:LONGEST_ID],
    )


def result_of(said: Said) -> Json:
    """Return the result of a part of a content of H5P."""
    score: Json = {}
    if said.scaled is not None:
        score = {"scaled": round(said.scaled, 4)}
    return {
        **({"score": score} if score else {}),
        **({} if said.success is None else {"success": said.success}),
        **({"response": said.response} if said.response else {}),
    }


def storable(value: Any) -> Any:
    """Return a value without the characters that no database keeps."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "ignore").decode()
    if isinstance(value, dict):
        return {storable(name): storable(inner) for name, inner in value.items()}
    return [storable(inner) for inner in value] if isinstance(value, list) else value
