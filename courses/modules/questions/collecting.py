"""The questions of a stored body as the collection of a provider knows them; pure.

What authors note about a question for each other, its tags and how hard they think it is, stands
in the question itself: it goes through drafts, review and archives. Learners never see it.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from courses.modules.questions.base import MULTIPLE, SINGLE, tidy
from courses.modules.questions.parsing import QUESTION_BLOCKS

EASY, MEDIUM, HARD = "easy", "medium", "hard"
LEVELS = frozenset({EASY, MEDIUM, HARD})
# What is noted about a question for authors alone.
NOTES = frozenset({"tags", "level"})
MOST_TAGS, LONGEST_TAG = 6, 40
# Stands around every tag where they are kept, so that one is found without its neighbours.
BAR = "|"
# What the editor writes where an author says nothing.
USUAL = frozenset({("points", "1"), ("tolerance", "0")})
# What of a stored value is no text of the author's.
UNSAID = frozenset({"id", "type", "level"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """A question of a body; `digest` is the same as long as nothing learners see has changed."""

    block: str
    place: int
    kind: str
    level: str
    prompt: str
    tags: str
    tag_keys: str
    words: str
    digest: str


def tags_of(text: Any) -> tuple[str, ...]:
    """Return the tags that were typed with commas between them, each once."""
    found: dict[str, str] = {}
    for typed in str(text or "").replace(BAR, ",").split(","):
        name = tidy(typed)
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def kept(tags: Iterable[str]) -> str:
    """Return tags as they are kept; nothing for none."""
    joined = BAR.join(tags)
    return f"{BAR}{joined}{BAR}" if joined else ""


def read_kept(stored: str) -> tuple[str, ...]:
    """Return the tags that were kept."""
    return tuple(filter(None, stored.split(BAR)))


def gathered(body: Iterable[Mapping[str, Any]]) -> list[Gathered]:
    """Return the questions of stored blocks; a draft may still lack what makes them whole."""
    return [
        _gathered(block, place)
        for place, block in enumerate(body)
        if block.get("type") in QUESTION_BLOCKS and _is_id(block.get("id"))
    ]


def _is_id(value: Any) -> bool:
    """Tell whether a column can hold the id, as that of every editor."""
    return bool(value) and tidy(str(value)) == str(value)


def _kind(block: Mapping[str, Any], value: Mapping[str, Any]) -> str:
    """Return the type of question; one block holds both ways to choose."""
    if block["type"] != "question":
        return str(block["type"])
    return MULTIPLE if value.get("type") == MULTIPLE else SINGLE


def _gathered(block: Mapping[str, Any], place: int) -> Gathered:
    value = block.get("value") or {}
    tags, level = tags_of(value.get("tags")), str(value.get("level") or "")
    said = (*map(tidy, texts_in(value)), *tags)
    return Gathered(
        block=str(block["id"]),
        place=place,
        kind=_kind(block, value),
        level=level if level in LEVELS else "",
        prompt=tidy(str(value.get("prompt") or "")),
        tags=kept(tags),
        tag_keys=kept(tag.casefold() for tag in tags),
        words=" ".join(said).casefold(),
        digest=digest_of(block),
    )


def digest_of(block: Mapping[str, Any]) -> str:
    """Return the digest of what learners are asked: without notes, and empty fields left out."""
    asked = [block["type"], _asked(block.get("value") or {})]
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()


def _asked(value: Any) -> Any:
    """Return a value without ids, notes and what was left empty."""
    if isinstance(value, Mapping):
        parts = {name: _asked(part) for name, part in value.items() if name not in NOTES | {"id"}}
        said = {name: part for name, part in parts.items() if part not in (None, "", [], False)}
        return {name: part for name, part in said.items() if (name, str(part)) not in USUAL}
    return [_asked(part) for part in value] if isinstance(value, list) else value


def texts_in(value: Any) -> Iterator[str]:
    """Yield the texts of a stored value: question, answers, what is said of them.

    By name, for a database may store the parts in an order of its own.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in sorted(value.items()):
            if name not in UNSAID:
                yield from texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)


def without_notes(body: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return stored blocks without what authors note about questions."""
    return [
        {**block, "value": {n: part for n, part in block["value"].items() if n not in NOTES}}
        if block.get("type") in QUESTION_BLOCKS and isinstance(block.get("value"), Mapping)
        else dict(block)
        for block in body
    ]


def copied(block: Mapping[str, Any], identifier: str) -> dict[str, Any]:
    """Return a copy of a question under another id; the ids of its parts follow from it."""
    return {**block, "id": identifier, "value": _renamed(block["value"], identifier)}


def _renamed(value: Any, identifier: str) -> Any:
    if isinstance(value, Mapping):
        parts = {name: _renamed(part, identifier) for name, part in value.items()}
        if "id" in parts:
            parts["id"] = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{identifier}/{value['id']}"))
        return parts
    return [_renamed(part, identifier) for part in value] if isinstance(value, list) else value
