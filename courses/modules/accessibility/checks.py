"""The faults of a lesson's blocks, in their order; pure.

Blocks come as Wagtail stores them. What stands outside the lesson is handed in: media by primary
key, documents to be shown by primary key as markup.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from courses.modules.accessibility import codes
from courses.modules.accessibility.markup import (
    Finding,
    findings_in,
    findings_in_document,
    is_file_name,
    plain,
)

# Where blocks keep words for learners.
TEXTS = frozenset(
    {"title", "text", "caption", "definition", "term", "prompt", "explanation", "feedback"}
    | {"description", "note"}
)
TITLE_LEVEL, SECTION_LEVEL, BOX_LEVEL = 1, 2, 3
# Their titles are headings of the level below sections.
BOXES = frozenset({"callout", "embed", "glossary", "acknowledgement"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken at a place: the number and id of the block, the words concerned."""

    code: str
    index: int
    block: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """What has to be known of a film or recording."""

    title: str
    is_film: bool
    has_captions: bool
    has_cues: bool
    transcript: str


@dataclass(frozen=True)
class Files:
    """What the blocks show, by primary key."""

    recordings: Mapping[Any, Recording] = field(default_factory=dict)
    documents: Mapping[Any, str] = field(default_factory=dict)


def faults_of(blocks: Iterable[Mapping[str, Any]], files: Files) -> list[Fault]:
    """Return every fault that a machine can find, in the order of the blocks."""
    found: list[Fault] = []
    level = TITLE_LEVEL
    for index, block in enumerate(blocks):
        kind, key = str(block["type"]), str(block.get("id") or "")
        findings, level = _order(kind, block["value"], level)
        if kind in CHECKS:
            findings = [*findings, *CHECKS[kind](block["value"], files)]
        found += [Fault(code, index, key, detail) for code, detail in findings]
    return found


def _order(kind: str, value: Any, level: int) -> tuple[list[Finding], int]:
    """Return whether a block leaves out a level of headings, and the level of its last heading.

    `level` is that of the heading before the block. The title of the lesson is of the first level,
    a block “Heading” of the second, the title of a box of the third.
    """
    if kind == "heading":
        return [], SECTION_LEVEL
    if kind in BOXES:
        skipped = [(codes.HEADING_SKIPPED, _title_of(value))] if level < SECTION_LEVEL else []
        return skipped, max(level, BOX_LEVEL)
    if kind == "paragraph":
        findings, last = findings_in(str(value or ""), level=level)
        return [one for one in findings if one[0] == codes.HEADING_SKIPPED], last
    return [], level


def _title_of(value: Any) -> str:
    return str(value.get("title") or "").strip() if isinstance(value, Mapping) else ""


def text_of(blocks: Iterable[Mapping[str, Any]]) -> str:
    """Return the words that learners read, sentence by sentence."""
    return " ".join(
        part
        for block in blocks
        for part in _texts(block["value"], is_text=block["type"] in ("heading", "paragraph"))
    )


def _texts(value: Any, *, is_text: bool) -> list[str]:
    if isinstance(value, str):
        return [plain(value) + ". "] if is_text else []
    if isinstance(value, Mapping):
        parts = [_texts(part, is_text=name in TEXTS) for name, part in value.items()]
        return [text for part in parts for text in part]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part, is_text=False)]
    return []


def _heading(value: Any, files: Files) -> list[Finding]:
    return [] if str(value or "").strip() else [(codes.HEADING_EMPTY, "")]


def _rich(value: Any, files: Files) -> list[Finding]:
    findings = findings_in(str(value or ""))[0]
    # The order of headings is judged across blocks.
    return [one for one in findings if one[0] != codes.HEADING_SKIPPED]


def _boxed(value: Any, files: Files) -> list[Finding]:
    title = str(value.get("title") or "").strip()
    own: list[Finding] = [] if title else [(codes.HEADING_EMPTY, "")]
    return own + findings_in(str(value.get("text") or ""), level=BOX_LEVEL)[0]


def _accordion(value: Any, files: Files) -> list[Finding]:
    parts = (part.get("value", part) for part in value.get("parts") or [])
    return [finding for part in parts for finding in _boxed(part, files)]


def _picture(value: Any, files: Files) -> list[Finding]:
    image = value.get("image") or {}
    if not isinstance(image, Mapping) or not image.get("image") or image.get("decorative"):
        return []
    described = str(image.get("alt_text") or "").strip()
    if not described:
        return [(codes.ALT_MISSING, "")]
    return [(codes.ALT_FILE_NAME, described)] if is_file_name(described) else []


def _table(value: Any, files: Files) -> list[Finding]:
    columns = (value or {}).get("columns") or []
    found: list[Finding] = []
    if not str((value or {}).get("caption") or "").strip():
        found.append((codes.TABLE_CAPTION, ""))
    if not columns or not all(str(column.get("heading") or "").strip() for column in columns):
        found.append((codes.TABLE_HEADER, str((value or {}).get("caption") or "")))
    return found


def _recording(value: Any, files: Files) -> list[Finding]:
    recording = files.recordings.get(value)
    if recording is None:
        return []
    found: list[Finding] = []
    if recording.is_film and not recording.has_captions:
        found.append((codes.CAPTIONS_MISSING, recording.title))
    elif recording.has_captions and not recording.has_cues:
        found.append((codes.CAPTIONS_EMPTY, recording.title))
    if not plain(recording.transcript).strip(" ."):
        found.append((codes.TRANSCRIPT_MISSING, recording.title))
    return found + findings_in(recording.transcript, level=BOX_LEVEL)[0]


def _document(value: Any, files: Files) -> list[Finding]:
    title = str(value.get("title") or "").strip()
    own: list[Finding] = [] if title else [(codes.HEADING_EMPTY, "")]
    return (
        own + findings_in_document(files.documents[value["document"]])
        if (value.get("document") in files.documents)
        else own
    )


CHECKS: dict[str, Callable[[Any, Files], list[Finding]]] = {
    "heading": _heading,
    "paragraph": _rich,
    "callout": _boxed,
    "accordion": _accordion,
    "image": _picture,
    "table": _table,
    "video": _recording,
    "audio": _recording,
    "embed": _document,
}
