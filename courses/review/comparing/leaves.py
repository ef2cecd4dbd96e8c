"""A stored block as a list of named texts, so that each can be compared for itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

from django.apps import apps
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

Path = tuple[str, ...]
# Ends of paragraphs and entries, so that words of two do not run together.
BREAKS = ("</p>", "</li>", "<br/>", "<br>", "</h2>", "</h3>", "</h4>")
BETWEEN_CELLS = " | "


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text of a block: where it stands, what it is called, what it says."""

    path: Path
    label: str
    text: str


def leaves(kind: str, value: Any) -> list[Leaf]:
    """Return the texts of a stored block in reading order; unknown kinds say nothing."""
    block = _stream().child_blocks.get(kind)
    if block is None:
        return []
    return [leaf for leaf in _walk(block, value, (), ()) if leaf.text]


def label_of(kind: str) -> str:
    """Return how a kind of block is called in the editor."""
    block = _stream().child_blocks.get(kind)
    return str(block.label) if block is not None else kind


def plain(html: Any) -> str:
    """Return the words of a rich text."""
    text = str(html or "")
    for mark in BREAKS:
        text = text.replace(mark, f"{mark}\n")
    return unescape(strip_tags(text)).strip()


@lru_cache(maxsize=1)
def _stream() -> Any:
    body: Any = apps.get_model("modules", "Lesson")._meta.get_field("body")
    return body.stream_block


def _walk(block: Any, value: Any, path: Path, labels: tuple[str, ...]) -> Iterator[Leaf]:
    if isinstance(block, TypedTableBlock):
        yield from _table(value or {}, path, labels)
    elif isinstance(block, ImageBlock) or not isinstance(block, _NESTED):
        yield Leaf(path, " › ".join(labels), _text(block, value))
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            part = value.get(name) if isinstance(value, Mapping) else None
            yield from _walk(child, part, (*path, name), (*labels, str(child.label)))
    else:
        yield from _list(block, value or [], path, labels)


def _list(block: Any, rows: Any, path: Path, labels: tuple[str, ...]) -> Iterator[Leaf]:
    """Yield the entries of a list or stream, each under its id."""
    for number, row in enumerate(rows, start=1):
        entry = row if isinstance(row, Mapping) and "value" in row else {"value": row}
        key = str(entry.get("id") or number)
        kinds = getattr(block, "child_blocks", {})
        child = kinds.get(entry.get("type")) or getattr(block, "child_block", None)
        if child is not None:
            named = f"{child.label} {number}"
            yield from _walk(child, entry["value"], (*path, key), (*labels[:-1], named))


def _table(value: Mapping[str, Any], path: Path, labels: tuple[str, ...]) -> Iterator[Leaf]:
    """Yield caption, headings and rows of a table as one text each."""
    prefix = " › ".join(labels)
    join = f"{prefix} › " if prefix else ""
    yield Leaf((*path, "caption"), f"{join}{_('Caption')}", str(value.get("caption") or ""))
    heads = BETWEEN_CELLS.join(str(one.get("heading") or "") for one in value.get("columns") or [])
    yield Leaf((*path, "heads"), f"{join}{_('Headings of the columns')}", heads)
    for number, row in enumerate(value.get("rows") or [], start=1):
        cells = BETWEEN_CELLS.join(plain(cell) for cell in row.get("values") or [])
        label = _("Row %(number)s") % {"number": number}
        yield Leaf((*path, f"row{number}"), f"{join}{label}", cells)


def _text(block: Any, value: Any) -> str:
    """Return one value in words."""
    if isinstance(block, blocks.BooleanBlock):
        return _("yes") if value else _("no")
    if isinstance(block, blocks.ChoiceBlock):
        choices = dict(block.field.choices)
        return str(choices.get(value, value or ""))
    if isinstance(block, blocks.RichTextBlock):
        return plain(value)
    if isinstance(block, (blocks.ChooserBlock, ImageBlock)):
        return _chosen(block, value)
    return "" if value is None else str(value)


def _chosen(block: Any, value: Any) -> str:
    """Name what was chosen, with the description of a picture."""
    facts = value if isinstance(value, Mapping) else {"image": value}
    key = facts.get("image")
    row = block.to_python(value) if key else None
    if row is None:
        return ""
    words = _("decorative") if facts.get("decorative") else str(facts.get("alt_text") or "")
    return f"{row} ({words})" if words else str(row)


_NESTED = (blocks.StructBlock, blocks.ListBlock, blocks.StreamBlock)
