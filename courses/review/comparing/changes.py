"""The changes between two states, each with its place and its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from courses.review.comparing import words
from courses.review.comparing.leaves import Leaf, label_of, leaves
from courses.review.comparing.order import moves
from courses.review.comparing.states import LessonState, ModuleState
from courses.review.comparing.words import GONE, NEW, Segment

ADDED, REMOVED, MOVED, CHANGED = "added", "removed", "moved", "changed"
LESSON, BLOCK, SETTING, TERM = "lesson", "block", "setting", "term"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what was done to which thing, the part of it, and the words before and after."""

    deed: str
    thing: str
    # The kind of a block, the name of a setting, or the title of a lesson.
    name: str
    part: str = ""
    segments: tuple[Segment, ...] = ()
    values: tuple[Any, Any] = (None, None)
    block: str = ""


@dataclass(frozen=True, slots=True)
class LessonChanges:
    """What changed in one lesson, or what became of it as a whole."""

    lesson: LessonState
    changes: tuple[Change, ...]
    # Where a lesson came from or went to as a whole.
    deed: str = CHANGED


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two states of a module."""

    terms: tuple[Change, ...] = ()
    lessons: tuple[LessonChanges, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Tell whether both are the same."""
        return not self.terms and not self.lessons


def between_modules(old: ModuleState, new: ModuleState) -> Comparison:
    """Compare two states of a module, lesson by lesson in the new order; what went comes last."""
    before = {lesson.key: lesson for lesson in old.lessons}
    after = {lesson.key: lesson for lesson in new.lessons}
    order = moves(before, after)
    found: list[LessonChanges] = []
    for key, lesson in after.items():
        if key not in before:
            found.append(LessonChanges(lesson, tuple(_whole(lesson, NEW)), ADDED))
            continue
        is_moved = key in order.moved or before[key].chapter != lesson.chapter
        changes = tuple(between_lessons(before[key], lesson))
        if changes or is_moved:
            found.append(LessonChanges(lesson, changes, MOVED if is_moved else CHANGED))
    gone = (before[key] for key in before if key not in after)
    found += [LessonChanges(lesson, tuple(_whole(lesson, GONE)), REMOVED) for lesson in gone]
    return Comparison(tuple(_values(TERM, old.terms, new.terms)), tuple(found))


def between_lessons(old: LessonState | None, new: LessonState) -> Iterator[Change]:
    """Yield the changes of one lesson: settings first, then its blocks in the new order."""
    if old is None:
        yield from _whole(new, NEW)
        return
    yield from _values(SETTING, old.settings, new.settings)
    yield from _blocks(old, new)


def _values(thing: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Yield the settings that have another value."""
    for name, value in new.items():
        if name in old and old[name] != value:
            yield Change(CHANGED, thing, name, values=(old[name], value))


def _blocks(old: LessonState, new: LessonState) -> Iterator[Change]:
    before, after = _by_id(old), _by_id(new)
    order = moves(before, after)
    for key, block in after.items():
        known = before.get(key)
        if known is None or known["type"] != block["type"]:
            yield from _one(ADDED, NEW, key, block)
            continue
        if key in order.moved:
            yield Change(MOVED, BLOCK, block["type"], _beginning(block), block=key)
        yield from _parts(key, block["type"], known["value"], block["value"])
    for key, block in before.items():
        if key not in after or after[key]["type"] != block["type"]:
            yield from _one(REMOVED, GONE, key, block)


def _parts(key: str, kind: str, old: Any, new: Any) -> Iterator[Change]:
    """Yield what changed inside a block; `part` names the field, also of an answer."""
    if old == new:
        return
    before = {leaf.path: leaf for leaf in leaves(kind, old)}
    after = {leaf.path: leaf for leaf in leaves(kind, new)}
    for path, leaf in after.items():
        known = before.get(path)
        if known is None:
            yield _told(ADDED, kind, leaf, (Segment(NEW, leaf.text),), key)
        elif known.text != leaf.text:
            yield _told(CHANGED, kind, leaf, words.compare(known.text, leaf.text), key)
    for path, leaf in before.items():
        if path not in after:
            yield _told(REMOVED, kind, leaf, (Segment(GONE, leaf.text),), key)
    shared = moves([p for p in before if p in after], [p for p in after if p in before])
    for path in dict.fromkeys(_entry(path) for path in shared.moved):
        yield Change(MOVED, BLOCK, kind, _named(after, path), block=key)


def _entry(path: Any) -> Any:
    """Return the entry of a list to which a field belongs."""
    return path[:-1] if len(path) > 1 else path


def _named(after: Mapping[Any, Leaf], entry: Any) -> str:
    """Return label and words of the first field of an entry."""
    leaf = next(leaf for path, leaf in after.items() if _entry(path) == entry)
    return f"{leaf.label}: {_cut(leaf.text)}"


def _told(deed: str, kind: str, leaf: Leaf, segments: tuple[Segment, ...], key: str) -> Change:
    return Change(deed, BLOCK, kind, leaf.label, segments, block=key)


def _whole(lesson: LessonState, kind: str) -> Iterator[Change]:
    """Yield the blocks of a lesson that came or went as a whole."""
    deed = ADDED if kind == NEW else REMOVED
    for key, block in _by_id(lesson).items():
        yield from _one(deed, kind, key, block)


def _one(deed: str, kind: str, key: str, block: Mapping[str, Any]) -> Iterator[Change]:
    text = "\n".join(
        f"{leaf.label}: {leaf.text}" if leaf.label else leaf.text
        for leaf in leaves(block["type"], block["value"])
    )
    segments = (Segment(kind, text),) if text else ()
    yield Change(deed, BLOCK, block["type"], segments=segments, block=key)


def _by_id(lesson: LessonState) -> dict[str, Mapping[str, Any]]:
    """Return the blocks by id; old imports without ids are found by their place."""
    return {
        str(block.get("id") or f"place-{place}"): block for place, block in enumerate(lesson.blocks)
    }


def _beginning(block: Mapping[str, Any]) -> str:
    first = next(iter(leaves(block["type"], block["value"])), None)
    return _cut(first.text) if first else label_of(block["type"])


def _cut(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
