"""The stored values of blocks that hold files or lines to copy."""

from collections.abc import Callable
from typing import Any

from courses.modules.content_import.files import Files

Entry = dict[str, Any]


def _download(entry: Entry, name: str, files: Files) -> Entry:
    return {"document": files.document(entry).pk, "note": str(entry["note"])}


def _embed(entry: Entry, name: str, files: Files) -> Entry:
    texts = {key: str(entry[key]) for key in ("title", "description")}
    return {"document": files.document(entry).pk, **texts}


def _acknowledgement(entry: Entry, name: str, files: Files) -> Entry:
    return {
        "document": files.document(entry).pk,
        "title": str(entry["title"]),
        "edition": str(entry["edition"]),
    }


VALUES: dict[str, Callable[[Entry, str, Files], Any]] = {
    "download": _download,
    "embed": _embed,
    "acknowledgement": _acknowledgement,
    "code": lambda entry, name, files: {
        "caption": str(entry["caption"]),
        "code": str(entry["code"]),
    },
}
