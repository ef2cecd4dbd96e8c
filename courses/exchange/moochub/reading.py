"""What another catalogue tells in the words of MOOChub, held against the schema of v3.0; pure.

Each entry is read by itself, and the first fault of one says where it lies. What is asked of an
entry is what the schema requires and what is shown here; anything else in it is left alone. Texts
become plain: no markup of others reaches a page.
"""

import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import nh3
import orjson

from campus.kit.fetching import is_whole_address
from courses.exchange.formats.book import PROPRIETARY
from courses.exchange.moochub.feed import COURSE_TYPE
from courses.exchange.moochub.older import as_v3

# Rises when the same words are read differently: then every entry is written anew.
EDITION = "2"
LONGEST_ID, LONGEST_NAME, LONGEST_TITLE, LONGEST_TEXT = 120, 160, 240, 4000
MODES = frozenset({"blended", "onsite", "online", "synchronous", "asynchronous"})
ACCESS = ("free", "paid", "student", "other")
HOURS = {"h/month": 12 / 52, "h/week": 1.0, "h/day": 7.0}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
DURATION = re.compile(
    r"P(?!$)(?:(?P<Y>\d+)Y)?(?:(?P<M>\d+)M)?(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<h>\d+(?:\.\d+)?)H)?(?:(?P<m>\d+(?:\.\d+)?)M)?(?:\d+(?:\.\d+)?S)?)?"
)
BLOCK = re.compile(r"(?i)<\s*(?:br|/p|/li|/h[1-6]|/div|/tr)\b[^>]*>")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff]")
MOST_MINUTES = 60 * 2000


class Fault(ValueError):
    """What is wrong, by a code, and where."""

    def __init__(self, code: str, place: str = "") -> None:
        self.code, self.place = code, place
        super().__init__(f"{code} {place}".strip())


@dataclass(frozen=True, slots=True)
class Document:
    """A page of a catalogue: its entries, unread, and where the next page stands."""

    entries: list[Any]
    following: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A course as another catalogue tells it, in plain words."""

    identifier: str
    facts: Mapping[str, Any]


def document(content: bytes) -> Document:
    """Return the entries of a page. Raises Fault where it is no page of a catalogue."""
    try:
        read = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise Fault("json") from None
    if not isinstance(read, dict) or not isinstance(read.get("data"), list):
        raise Fault("document")
    links = read.get("links")
    following = links.get("next") if isinstance(links, dict) else None
    # JSON:API allows a link to be an object.
    if isinstance(following, dict):
        following = following.get("href")
    if following is not None and not isinstance(following, str):
        raise Fault("document")
    return Document(read["data"], (following or "").strip())


def name_of(raw: Any) -> str:
    """Return by which name people find an entry, whatever is wrong with it."""
    told = raw.get("attributes") if isinstance(raw, dict) else None
    for held, key in ((told, "name"), (raw, "id")):
        if isinstance(held, dict) and isinstance(held.get(key), str) and held[key].strip():
            return plain(held[key], LONGEST_TITLE)
    return ""


def digest_of(raw: Any) -> str:
    """Return a digest that changes with whatever an entry says, and with how it is read."""
    text = orjson.dumps(raw, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(EDITION.encode() + text).hexdigest()


def identifier_of(raw: Any) -> str:
    """Return what names an entry at its catalogue. Raises Fault."""
    identifier = _held(as_v3(raw), "id", str)
    if not identifier.strip() or len(identifier) > LONGEST_ID or UNSEEN.search(identifier):
        raise Fault("value", "id")
    return str(identifier)


def entry(raw: Any) -> Entry:
    """Return what is shown of an entry. Raises Fault at the first place that the schema forbids."""
    identifier, digest = identifier_of(raw), digest_of(raw)
    raw = as_v3(raw)
    if _held(raw, "type", str) != "Course":
        raise Fault("value", "type")
    told = _held(raw, "attributes", dict)
    if _held(told, "learningResourceType", dict).get("identifier") != COURSE_TYPE["identifier"]:
        raise Fault("value", "learningResourceType")
    for one in _items(told, "creator", needed=True):
        _party(one, "creator")
    provider = _held(told, "publisher", dict)
    licence = _licence(_items(told, "license", needed=True))
    modes = _choices(told, "courseMode", MODES)
    language = [one for one in _texts(told, "inLanguage") if LANGUAGE.fullmatch(one)]
    facts = {
        "identifier": identifier,
        "digest": digest,
        "title": _words(told, "name", LONGEST_TITLE),
        "text": plain(_optional(told, "description", str) or "", LONGEST_TEXT),
        "provider_name": _party(provider, "publisher"),
        # openHPI tells the address of a platform as its identifier.
        "provider_url": _link(provider.get("url")) or _link(provider.get("identifier")),
        "address": _address(_held(told, "url", str), "url"),
        "licence": licence[0],
        "licence_url": licence[1],
        "language": language[0] if language else "",
        "format": format_of(modes),
        "minutes": minutes_of(
            _optional(told, "duration", str) or "", _optional(told, "workload", dict) or {}
        ),
        "access": next(iter(_choices(told, "access", ACCESS)), ""),
        "keywords": _texts(told, "keywords"),
    }
    return Entry(identifier, facts)


def plain(text: str, most: int) -> str:
    """Return words without markup, a line for each paragraph, at most so long."""
    bare = html.unescape(nh3.clean(BLOCK.sub("\n", text), tags=set()))
    lines = (" ".join(UNSEEN.sub(" ", line).split()) for line in bare.splitlines())
    joined = "\n".join(line for line in lines if line)
    return joined if len(joined) <= most else f"{joined[: most - 1].rstrip()}…"


def format_of(modes: Iterable[str]) -> str:
    """Return our word for how a course is held."""
    known = set(modes)
    if "blended" in known:
        return "hybrid"
    if "asynchronous" in known or not known & {"onsite", "synchronous"}:
        return "on_demand"
    return "live"


def minutes_of(duration: str, workload: Mapping[str, Any]) -> int:
    """Return how long one learns; 0 where only the time between beginning and end is told.

    Raises Fault for a duration that is none.
    """
    if not duration:
        return 0
    found = DURATION.fullmatch(duration)
    if not found or len(duration) > 40:
        raise Fault("value", "duration")
    part = {name: float(value or 0) for name, value in found.groupdict().items()}
    weeks = part["Y"] * 52 + part["M"] * 52 / 12 + part["W"] + part["D"] / 7
    if not weeks:
        return _bounded(part["h"] * 60 + part["m"])
    value, unit = workload.get("timeValue"), workload.get("timeUnit")
    if isinstance(value, int) and isinstance(unit, str) and unit in HOURS:
        return _bounded(weeks * value * HOURS[unit] * 60)
    return 0


def _bounded(minutes: float) -> int:
    return round(minutes) if 0 <= minutes <= MOST_MINUTES else 0


def _held(row: Any, name: str, kind: type) -> Any:
    """Return a value that has to be there, of one kind."""
    if not isinstance(row, dict):
        raise Fault("kind", name)
    if name not in row or row[name] is None:
        raise Fault("missing", name)
    return _of_kind(row[name], name, kind)


def _optional(row: Mapping[str, Any], name: str, kind: type) -> Any:
    """Return a value that may be absent, else of one kind."""
    value = row.get(name)
    return None if value is None else _of_kind(value, name, kind)


def _of_kind(value: Any, name: str, kind: type) -> Any:
    if not isinstance(value, kind):
        raise Fault("kind", name)
    return value


def _words(row: Mapping[str, Any], name: str, most: int, place: str = "") -> str:
    words = plain(_held(row, name, str), most).replace("\n", " ")
    if not words:
        raise Fault("value", place or name)
    return words


def _items(row: Mapping[str, Any], name: str, *, needed: bool = False) -> list[Any]:
    items = (_held if needed else _optional)(row, name, list) or []
    if needed and not items:
        raise Fault("missing", name)
    return list(items)


def _texts(row: Mapping[str, Any], name: str) -> list[str]:
    return [_of_kind(one, name, str) for one in _items(row, name)]


def _choices(row: Mapping[str, Any], name: str, allowed: Iterable[str]) -> list[str]:
    found = _texts(row, name)
    if not set(found) <= set(allowed):
        raise Fault("value", name)
    return found


def _party(row: Any, place: str) -> str:
    """Return the name of a person or organisation; some leave out which of the two."""
    if not isinstance(row, dict):
        raise Fault("kind", place)
    if row.get("type") not in (None, "Organization", "Person"):
        raise Fault("value", f"{place}.type")
    try:
        return _words(row, "name", LONGEST_NAME)
    except Fault as fault:
        raise Fault(fault.code, f"{place}.name") from None


def _licence(rows: list[Any]) -> tuple[str, str]:
    """Return identifier and address of the first licence; all have to be some."""
    read = [(_words(row, "identifier", LONGEST_ID, "license"), row) for row in map(_row, rows)]
    identifier, row = read[0]
    if identifier.lower() == PROPRIETARY:
        return PROPRIETARY, ""
    return identifier, _link(row.get("url"))


def _row(one: Any) -> dict[str, Any]:
    if not isinstance(one, dict):
        raise Fault("kind", "license")
    if "url" not in one:
        raise Fault("missing", "license.url")
    return one


def _address(url: str, place: str) -> str:
    found = url.strip().partition("#")[0]
    if not is_whole_address(found):
        raise Fault("address", place)
    return found


def _link(value: Any) -> str:
    """Return an address beside the main thing; nothing where it is none."""
    found = value.strip() if isinstance(value, str) else ""
    return found if is_whole_address(found) else ""
