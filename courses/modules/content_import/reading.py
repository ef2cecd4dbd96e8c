"""Read and check `module.yaml`; touches files, never the database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nh3
import yaml
from django.utils.translation import gettext as _

from courses.modules.errors import BadContent

FILE_NAME = "module.yaml"
NEEDED = ("slug", "title", "promise", "chapters")
LISTS = ("goals", "topics", "audiences", "competences")
ITEM_NEEDED = ("kind", "key", "title")
KINDS = ("lesson", "quiz")
# Under this name blocks keep rich text.
RICH_PART = "text"
RICH_TAGS = {"p", "b", "i", "strong", "em", "ul", "ol", "li", "a", "br"}


def read(folder: Path) -> dict[str, Any]:
    """Return the content of a module folder; raises BadContent where something is missing."""
    path = folder / FILE_NAME
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadContent(place=path.name, fault=str(error)) from error
    if not isinstance(content, dict):
        raise BadContent(place=path.name, fault=_("The file holds no module."))
    _check(content)
    return content


def items(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield all items of all chapters in order."""
    for chapter in content["chapters"]:
        yield from chapter["items"]


def rich(text: Any) -> str:
    """Return rich text with nothing in it but the allowed elements."""
    return nh3.clean(
        str(text or ""),
        tags=RICH_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def harmless(value: Any) -> Any:
    """Return rich texts with nothing in them but what the editor writes; plain ones unchanged.

    Inside of a block only `text` is rich: a title that shows “<b>” keeps it.
    """
    if isinstance(value, dict):
        return {
            name: part if isinstance(part, str) and name != RICH_PART else harmless(part)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [harmless(part) for part in value]
    if not isinstance(value, str) or "<" not in value:
        return value
    cleaned = nh3.clean(
        value,
        tags=RICH_TAGS,
        attributes={"a": {"href"}, **{tag: {"data-block-key"} for tag in ("p", "ul", "ol", "li")}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return value if cleaned == value.replace("<br/>", "<br>") else cleaned


def file_in(folder: Path, name: Any) -> Path:
    """Return a file of the folder; a name that leads elsewhere is refused."""
    path = folder / str(name)
    if Path(str(name)).name != str(name) or path.is_symlink() or not path.is_file():
        raise BadContent(place=str(name), fault=_("This file is not in the folder."))
    return path


def _check(content: dict[str, Any]) -> None:
    """Raise BadContent unless everything needed is there and every key is used once."""
    _need(content, NEEDED, FILE_NAME)
    for name in (*LISTS, "chapters"):
        list_in(content, name, place=FILE_NAME)
    for entry in entries_in(content, "teachers", place=FILE_NAME):
        _need(entry, ("name",), "teachers")
    for number, chapter in enumerate(content["chapters"], start=1):
        _need(chapter, ("title", "items"), f"chapters[{number}]")
        list_in(chapter, "items", place=f"chapters[{number}]")
    seen: set[str] = set()
    for entry in items(content):
        _need(entry, ITEM_NEEDED, _name_of(entry))
        if entry["kind"] not in KINDS:
            raise BadContent(place=entry["key"], fault=_("The kind is neither lesson nor quiz."))
        if entry["key"] in seen:
            raise BadContent(place=entry["key"], fault=_("This key is used twice."))
        seen.add(entry["key"])


def list_in(entry: dict[str, Any], name: str, *, place: str) -> list[Any]:
    """Return the list of this name, empty where there is none; anything else is refused."""
    values = entry.get(name)
    if not isinstance(values, list | None):
        fault = _("“%(name)s” has to be a list.") % {"name": name}
        raise BadContent(place=place, fault=fault)
    return values or []


def entries_in(entry: dict[str, Any], name: str, *, place: str) -> list[dict[str, Any]]:
    """Return a list whose members all have named parts."""
    values = list_in(entry, name, place=place)
    if not all(isinstance(value, dict) for value in values):
        fault = _("Every entry of “%(name)s” needs named parts.") % {"name": name}
        raise BadContent(place=place, fault=fault)
    return values


def _name_of(entry: Any) -> str:
    """Return by what name an author finds an item."""
    names = (entry.get("key"), entry.get("title")) if isinstance(entry, dict) else ()
    return str(next(filter(None, names), "items"))


def _need(entry: Any, names: tuple[str, ...], place: str) -> None:
    """Raise BadContent if one of the names is missing or empty."""
    for name in names:
        if not isinstance(entry, dict) or not entry.get(name):
            raise BadContent(place=place, fault=_("“%(name)s” is missing.") % {"name": name})
