"""JSON for reading: indented and marked piece by piece, with every number as it was written."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

# A statement longer than this is shown as it is: marking it would take the browser too long.
LONGEST = 200_000
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_INDENT = "  "


class Piece(NamedTuple):
    """A run of characters and what it is: key, text, number, word or nothing special."""

    kind: str
    text: str


def pieces(raw: str) -> Iterator[Piece]:
    """Yield the indented text of valid JSON in pieces."""
    if len(raw) > LONGEST:
        yield Piece("", raw)
        return
    found = _PIECE.findall(raw)
    depth = 0
    for piece, before, after in zip(found, ["", *found], [*found[1:], ""], strict=False):
        if piece in "}]":
            depth -= 1
            yield Piece("", piece if before in ("{", "[") else _line(depth) + piece)
        elif piece in "{[":
            depth += 1
            yield Piece("", piece if after in ("}", "]") else piece + _line(depth))
        elif piece in ",:":
            yield Piece("", ": " if piece == ":" else piece + _line(depth))
        else:
            yield Piece(_kind(piece, after), _readable(piece))


def _line(depth: int) -> str:
    return "\n" + _INDENT * depth


def _kind(piece: str, after: str) -> str:
    if piece.startswith('"'):
        return "key" if after == ":" else "text"
    return "word" if piece in ("true", "false", "null") else "number"


def _readable(piece: str) -> str:
    """Return a text with its letters instead of codes; what cannot be seen keeps its code."""
    if "\\u" not in piece:
        return piece
    text = json.dumps(json.loads(piece), ensure_ascii=False)
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)
