"""Text as people type it, turned into the blocks of a lesson; pure.

A line that begins with `#` is a heading, one with `-` or `*` belongs to a list, an empty line ends
a paragraph, `**two stars**` stress, an address that begins with https:// becomes a link. All else
stays what it is: nothing typed ever becomes markup.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

Block = dict[str, str]
HEADING, LIST, TEXT = "heading", "list", "text"
LONGEST_HEADING = 160
STRESS = re.compile(r"\*\*(.+?)\*\*")
ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


def blocks(text: str) -> list[Block]:
    """Return headings and paragraphs in their order."""
    found: list[Block] = []
    for kind, lines in _parts(text):
        if kind == HEADING:
            found += [{"type": "heading", "value": line[:LONGEST_HEADING]} for line in lines]
        elif kind == LIST:
            items = "".join(f"<li>{inline(line)}</li>" for line in lines)
            found.append({"type": "paragraph", "value": f"<ul>{items}</ul>"})
        else:
            said = "<br>".join(inline(line) for line in lines)
            found.append({"type": "paragraph", "value": f"<p>{said}</p>"})
    return found


def _parts(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield neighbouring lines of one kind; an empty line parts them."""
    lines = (_kind(line.strip()) for line in text.splitlines())
    for kind, group in groupby(lines, key=lambda pair: pair[0]):
        if kind:
            yield kind, [line for _kind_of, line in group]


def _kind(line: str) -> tuple[str, str]:
    if line.startswith("#"):
        words = line.lstrip("#").strip()
        return (HEADING, words) if words else ("", "")
    if line[:2] in ("- ", "* ", "• "):
        return LIST, line[2:].strip()
    return (TEXT, line) if line else ("", "")


def inline(line: str) -> str:
    """Return one line as rich text with stress and links."""
    safe = escape(line, quote=False)
    stressed = STRESS.sub(r"<b>\1</b>", safe)
    return ADDRESS.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', stressed)
