"""When an item counts as done, as a short code that is frozen with the version; pure.

The code names the rule and what it depends on: `button`, `opened`, `seen:90:video`,
`confirmed:2026-10-01:3f1c…`, `checked`, `passed:60`; of packages `reported`, `succeeded`,
`scored:80`, which contents of LTI tools report as well. A statement carries the code of the rule
under which it was made, so that what was done stays done as long as the rule stays the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BUTTON, OPENED, SEEN, CONFIRMED = "button", "opened", "seen", "confirmed"
CHECKED, PASSED = "checked", "passed"
# What a package reports: its end, a pass, a score of at least the mark.
REPORTED, SUCCEEDED, SCORED = "reported", "succeeded", "scored"
OF_PACKAGES = frozenset({REPORTED, SUCCEEDED, SCORED})
RECORDINGS = ("video", "audio")
ACKNOWLEDGEMENT = "acknowledgement"
DIGEST_DIGITS = 16
# What may be worded anew in a question without changing what is asked for.
WORDING = frozenset({"prompt", "text", "feedback", "explanation", "title", "hint"})
# What is said of wrong answers decides over no point, however much of it there is; nor does what
# authors note about a question for each other.
SAID = frozenset({"mistakes", "tags", "level"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule read from its code.

    `number` is a percentage; `detail` the kind of recording, or the date of a document's version.
    """

    name: str
    number: int = 0
    detail: str = ""


def read(code: str) -> Rule:
    """Return the rule behind a code."""
    name, first, second = (*code.split(":"), "", "")[:3]
    if name in (SEEN, PASSED, SCORED):
        return Rule(name, number=int(first or 0), detail=second)
    return Rule(name, detail=first)


def code_of(values: Mapping[str, Any], *, digest: str = "") -> str:
    """Return the code of the rule of an item; `digest` is that of the document to be confirmed."""
    if values["kind"] == "quiz":
        return f"{PASSED}:{values['pass_percent']}" if values["graded"] else CHECKED
    name = str(values.get("completion") or BUTTON)
    if name == SCORED:
        return f"{SCORED}:{values['pass_percent']}"
    if name == SEEN:
        recording = recording_of(values.get("body") or []) or {"type": RECORDINGS[0]}
        return f"{SEEN}:{values['seen_percent']}:{recording['type']}"
    if name == CONFIRMED:
        document = document_of(values.get("body") or []) or {}
        return f"{CONFIRMED}:{document.get('edition', '')}:{digest[:DIGEST_DIGITS]}"
    return name


def document_of(body: Any) -> Mapping[str, Any] | None:
    """Return the stored value of the first document that has to be confirmed."""
    found = (block["value"] for block in _stored(body) if block["type"] == ACKNOWLEDGEMENT)
    value: Mapping[str, Any] | None = next(found, None)
    return value


def recording_of(body: Any) -> Mapping[str, Any] | None:
    """Return the first stored film or recording of a body, as a block."""
    return next((block for block in _stored(body) if block["type"] in RECORDINGS), None)


def shape_of(kind: str, body: Any) -> Any:
    """Return what must stay the same in a correction: of a test all but its wording."""
    return _without_words(_stored(body)) if kind == "quiz" else None


def _stored(body: Any) -> list[Any]:
    return list(getattr(body, "raw_data", body) or [])


def _without_words(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            name: _without_words(part)
            for name, part in sorted(value.items())
            if name not in SAID and (name not in WORDING or not isinstance(part, str))
        }
    return [_without_words(part) for part in value] if isinstance(value, list) else value
