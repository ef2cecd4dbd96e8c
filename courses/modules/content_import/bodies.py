"""Turn the entries of an item into stored blocks, with ids that stay the same at every import."""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from courses.modules.blocks import LessonBlock
from courses.modules.content_import import file_values, question_values
from courses.modules.content_import.faults import named
from courses.modules.content_import.files import Files
from courses.modules.content_import.question_values import CHOOSE, as_list, block_id
from courses.modules.content_import.reading import entries_in, rich
from courses.modules.errors import BadContent

Entry = dict[str, Any]


def stored_body(item: Entry, *, key: uuid.UUID, files: Files) -> list[Entry]:
    """Return the blocks of an item; raises BadContent if an author could not save them."""
    entries = entries_in(item, "body", place=item["key"])
    if item["kind"] == "quiz":
        asked = entries_in(item, "questions", place=item["key"])
        entries = [*entries, *asked]
    if not entries:
        raise BadContent(place=item["key"], fault=_("There is nothing in this lesson yet."))
    body = [
        {
            "type": _type(entry, item),
            "value": _value(entry, item, f"{key}/{place}", files),
            "id": block_id(f"{key}/{place}"),
        }
        for place, entry in enumerate(entries)
    ]
    _validate(body, item)
    return body


def _kind(entry: Entry) -> str:
    """Return the kind of block; the two ways to choose share one."""
    kind = str(entry.get("type"))
    return "question" if kind in CHOOSE else kind


def _type(entry: Entry, item: Entry) -> str:
    """Return the block's type; raises BadContent for one that does not exist."""
    kind = _kind(entry)
    if kind not in VALUES:
        raise BadContent(
            place=item["key"], fault=_("There is no block “%(kind)s”.") % {"kind": kind}
        )
    return kind


def _value(entry: Entry, item: Entry, name: str, files: Files) -> Any:
    """Return the block's stored value; raises BadContent where it is not built as described."""
    kind = _kind(entry)
    try:
        return VALUES[kind](entry, name, files)
    except KeyError as error:
        fault = _("“%(name)s” is missing.") % {"name": f"{kind}.{error.args[0]}"}
        raise BadContent(place=item["key"], fault=fault) from error
    except (AttributeError, TypeError, ValueError) as error:
        fault = _("The block “%(kind)s” is not built as it has to be.") % {"kind": kind}
        raise BadContent(place=item["key"], fault=fault) from error


def _image(entry: Entry, name: str, files: Files) -> Entry:
    image = {
        "image": files.image(entry).pk,
        "alt_text": str(entry.get("alt") or ""),
        "decorative": bool(entry.get("decorative")),
    }
    return {"image": image, "caption": str(entry.get("caption") or "")}


def _callout(entry: Entry, name: str, files: Files) -> Entry:
    return {"kind": entry["kind"], "title": entry["title"], "text": rich(entry["text"])}


def _accordion(entry: Entry, name: str, files: Files) -> Entry:
    parts = [{"title": part["title"], "text": rich(part["text"])} for part in entry["items"]]
    return {"parts": as_list(parts, name)}


def _table(entry: Entry, name: str, files: Files) -> Entry:
    columns = [{"type": "text", "heading": str(cell)} for cell in entry["header"]]
    rows = [{"values": [str(cell) for cell in row]} for row in entry["rows"]]
    if any(len(row["values"]) != len(columns) for row in rows):
        raise ValueError
    return {"caption": entry["caption"], "columns": columns, "rows": rows}


def _glossary(entry: Entry, name: str, files: Files) -> Entry:
    terms = [{"term": one["term"], "definition": one["definition"]} for one in entry["terms"]]
    return {"terms": as_list(terms, name)}


VALUES: dict[str, Callable[[Entry, str, Files], Any]] = {
    "heading": lambda entry, name, files: str(entry["value"]),
    "paragraph": lambda entry, name, files: rich(entry["value"]),
    "image": _image,
    "callout": _callout,
    "accordion": _accordion,
    "table": _table,
    "glossary": _glossary,
    "video": lambda entry, name, files: files.media(entry).pk,
    "audio": lambda entry, name, files: files.media(entry).pk,
    **file_values.VALUES,
    **question_values.VALUES,
}


def _validate(body: list[Entry], item: Entry) -> None:
    """Hold the blocks against the rules of the editor."""
    block = LessonBlock()
    with named(item["key"]):
        block.clean(block.to_python(body))
