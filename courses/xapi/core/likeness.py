"""What an identifier may be taken for: spellings that people and careless programs hold for one."""

import posixpath
import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

_PORT = re.compile(r":\d*\Z")
# Escapes of escapes; more than these nobody resolves.
_ROUNDS = 5
# Programs name the same few activities over and over; long ones would fill the memory.
_REMEMBERED, _LONGEST_REMEMBERED = 8192, 250


def plain_spelling(iri: str) -> str:
    """Return host and path of an IRI in the plainest spelling.

    Scheme, user, port, query, fragment and a trailing slash are dropped, escapes and dot segments
    resolved, case and width of letters made even, invisible characters taken out. Two IRIs with
    the same plain spelling are different identifiers (Data 2.4.4.1), but look like one.
    """
    return _remembered(iri) if len(iri) <= _LONGEST_REMEMBERED else _spelt(iri)


def _spelt(iri: str) -> str:
    text = _even(_unescaped(iri)).replace("\\", "/")
    rest = text.partition(":")[2] or text
    rest = re.split(r"[?#]", rest.lstrip("/"), maxsplit=1)[0]
    authority, _, path = rest.partition("/")
    host = _PORT.sub("", authority.rpartition("@")[2]).rstrip(".")
    resolved = posixpath.normpath(f"/{path}").lstrip("/")
    return f"{_in_ascii(host)}/{resolved}".rstrip("/.")


_remembered = lru_cache(maxsize=_REMEMBERED)(_spelt)


def _unescaped(text: str) -> str:
    for _ in range(_ROUNDS):
        plain = unquote(text)
        if plain == text:
            break
        text = plain
    return text


def _even(text: str) -> str:
    compatible = unicodedata.normalize("NFKC", text)
    visible = (char for char in compatible if unicodedata.category(char) not in ("Cc", "Cf", "Zs"))
    return unicodedata.normalize("NFKC", "".join(visible).casefold())


def _in_ascii(host: str) -> str:
    """Return a host as it is looked up, so that both spellings of an umlaut domain are one."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
