"""Two texts compared word by word; pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, NEW = "same", "gone", "new"
WORD = re.compile(r"\w+|\s+|[^\w\s]")
# Beyond this, two texts are shown one after the other: nobody reads such a mosaic.
MOST_WORDS = 4000
# So many words around a change say where it is.
CONTEXT = 8
GAP = " … "


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that stayed, went or came."""

    kind: str
    text: str


def compare(old: str, new: str) -> tuple[Segment, ...]:
    """Return both texts as one, with what went and what came; long unchanged stretches are cut."""
    if _is_too_long(old, new):
        return _pair(old, new)
    return tuple(_shortened(list(compare_whole(old, new))))


def compare_whole(old: str, new: str) -> tuple[Segment, ...]:
    """Return both texts as one, with what went and what came, and all that stayed."""
    if _is_too_long(old, new):
        return _pair(old, new)
    return tuple(_merged(list(_steps(WORD.findall(old), WORD.findall(new)))))


def _is_too_long(old: str, new: str) -> bool:
    return len(WORD.findall(old)) + len(WORD.findall(new)) > MOST_WORDS


def _pair(old: str, new: str) -> tuple[Segment, ...]:
    return tuple(Segment(kind, text) for kind, text in ((GONE, old), (NEW, new)) if text)


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[Segment]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Segment(SAME, "".join(before[i:j]))
        else:
            yield from _pair("".join(before[i:j]), "".join(after[k:m]))


def _merged(steps: list[Segment]) -> list[Segment]:
    """Join changes that only a space keeps apart, so that phrases are read as phrases."""
    found: list[Segment] = []
    gone = new = ""
    for place, step in enumerate(steps):
        between = 0 < place < len(steps) - 1 and step.kind == SAME and not step.text.strip()
        if step.kind == SAME and not (between and (gone or new)):
            found += [*_pair(gone, new), step]
            gone = new = ""
        else:
            gone += step.text if step.kind in (SAME, GONE) else ""
            new += step.text if step.kind in (SAME, NEW) else ""
    return [*found, *_pair(gone, new)]


def _shortened(steps: list[Segment]) -> Iterator[Segment]:
    """Cut what stayed down to a few words on either side of a change."""
    last = len(steps) - 1
    for place, step in enumerate(steps):
        if step.kind != SAME or last == 0:
            yield step
            continue
        words = WORD.findall(step.text)
        head = words[: CONTEXT * 2] if place > 0 else []
        tail = words[-CONTEXT * 2 :] if place < last else []
        whole = len(head) + len(tail) >= len(words)
        yield Segment(SAME, step.text if whole else "".join((*head, GAP, *tail)))
