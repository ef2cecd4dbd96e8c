"""Which stored blocks name a file, and how the name is put in place of the key and back; pure."""

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

Block = dict[str, Any]
IMAGE, MEDIA, DOCUMENT = "image", "media", "document"
KINDS = {
    "image": IMAGE,
    "video": MEDIA,
    "audio": MEDIA,
    "download": DOCUMENT,
    "embed": DOCUMENT,
    "acknowledgement": DOCUMENT,
}
_PAGE = re.compile(r'<a linktype="page" id="(\d+)"')
_ADDRESS = re.compile(r'<a href="([^"]+)"')


def named(block: Block) -> tuple[str, Any] | None:
    """Return which kind of file a block names and by which key; None where it names none."""
    kind = KINDS.get(block["type"])
    if kind is None:
        return None
    return kind, _holder(block)[_slot(block)]


def exchanged(body: list[Block], change: Callable[[str, Any], Any]) -> list[Block]:
    """Return a copy of the blocks in which `change(kind, key)` stands in place of each key."""
    copied = copy.deepcopy(body)
    for block in copied:
        reference = named(block)
        if reference is not None and reference[1] not in (None, ""):
            _holder(block)[_slot(block)] = change(*reference)
    return copied


def _holder(block: Block) -> Any:
    """Return the mapping in which the key stands."""
    if KINDS[block["type"]] == MEDIA:
        return block
    value = block["value"]
    inner = value.get(IMAGE)
    return inner if block["type"] == IMAGE and isinstance(inner, dict) else value


def _slot(block: Block) -> str:
    kind = KINDS[block["type"]]
    return "value" if kind == MEDIA else kind


def pages_in(value: Any) -> set[int]:
    """Return the keys of the pages to which texts lead."""
    return {int(key) for text in texts_in(value) for key in _PAGE.findall(text)}


def addresses_in(value: Any) -> set[str]:
    """Return the addresses to which texts lead."""
    return {address for text in texts_in(value) for address in _ADDRESS.findall(text)}


def with_addresses(value: Any, addresses: dict[int, str]) -> Any:
    """Return texts in which links to pages are links to addresses; unknown pages lead nowhere."""

    def address(found: re.Match[str]) -> str:
        return f'<a href="{addresses.get(int(found[1]), "#")}"'

    return changed(value, lambda text: _PAGE.sub(address, text))


def with_pages(value: Any, pages: dict[str, int]) -> Any:
    """Return texts in which links to addresses of one's own pages are links to these pages."""

    def page(found: re.Match[str]) -> str:
        key = pages.get(found[1])
        return found[0] if key is None else f'<a linktype="page" id="{key}"'

    return changed(value, lambda text: _ADDRESS.sub(page, text))


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """Return plain values with every text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: changed(part, change) for name, part in value.items()}
    return [changed(part, change) for part in value] if isinstance(value, list) else value


def texts_in(value: Any) -> Iterator[str]:
    """Yield all texts in plain values, but for the names of values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_in(part)
