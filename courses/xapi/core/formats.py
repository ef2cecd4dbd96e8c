"""Formats of single values: IRI, mailbox, language tag, UUID, time, duration.

The grammars are compiled once: a parser run per value would cost more than storing the statement.
"""

import datetime as dt
import re
from functools import lru_cache
from ipaddress import AddressValueError, IPv6Address

from langcodes.tag_parser import LanguageTagError, parse_tag

_UCS = (
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(plane * 0x10000)}-{chr(plane * 0x10000 + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_UNRESERVED = rf"A-Za-z0-9\-._~{_UCS}"
_SUB_DELIMS = "!$&'()*+,;="
_ESCAPE = "%[0-9A-Fa-f]{2}"
_SEGMENT = rf"(?:[{_UNRESERVED}{_SUB_DELIMS}:@]|{_ESCAPE})"
_IRI = re.compile(
    rf"""(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]*):
    (?:
        //
        (?:(?:[{_UNRESERVED}{_SUB_DELIMS}:]|{_ESCAPE})*@)?
        (?:\[(?:v[0-9A-Fa-f]+\.[A-Za-z0-9\-._~{_SUB_DELIMS}:]+|(?P<ipv6>[0-9A-Fa-f:.]+))\]
          |(?:[{_UNRESERVED}{_SUB_DELIMS}]|{_ESCAPE})*)
        (?::[0-9]*)?
        (?:/{_SEGMENT}*)*
      |/(?:{_SEGMENT}+(?:/{_SEGMENT}*)*)?
      |{_SEGMENT}+(?:/{_SEGMENT}*)*
      |
    )
    (?:\?(?:[{_UNRESERVED}{_SUB_DELIMS}:@/?{_PRIVATE}]|{_ESCAPE})*)?
    (?:\#(?:[{_UNRESERVED}{_SUB_DELIMS}:@/?]|{_ESCAPE})*)?\Z""",
    re.VERBOSE,
)
_MAILBOX = re.compile(r"mailto:[^@\s<>,;?]+@[^@\s<>,;?]+\Z")
_UUID = re.compile(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\Z")
_SHA1 = re.compile(r"[0-9A-Fa-f]{40}\Z")
_SHA2 = re.compile(r"(?:[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})\Z")
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt](?P<minute>\d\d:\d\d)(?::(?P<second>\d\d)(?:[.,](?P<part>\d+))?)?"
    r"(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?\Z",
    re.ASCII,
)
_NUMBER = r"\d+(?:[.,]\d+)?"
_DURATION = re.compile(
    rf"P(?=[\dT])(?:{_NUMBER}W|(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?"
    rf"(?:T(?=\d)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)\Z",
    re.ASCII,
)
# What is asked again and again is short; long texts would fill the memory.
_LONGEST_REMEMBERED = 250
_INNER_FRACTION = re.compile(r"[.,]\d+[A-Z]T?\d")
_SECONDS = re.compile(r"(\d+)[.,](\d+)S\Z")
_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~\-]+"
_MEDIA_TYPE = re.compile(
    rf"{_WORD}/{_WORD}(?:[ \t]*;[ \t]*{_WORD}=(?:{_WORD}|\"[^\"\\\x00-\x1f]*\"))*\Z"
)


def is_iri(value: str) -> bool:
    """Tell whether the text is an IRI with a scheme (RFC 3987, `IRI`)."""
    return _is_known_iri(value) if len(value) <= _LONGEST_REMEMBERED else _is_iri(value)


def _is_iri(value: str) -> bool:
    match = _IRI.match(value)
    if match is None:
        return False
    literal = match["ipv6"]
    if literal is None:
        return True
    try:
        IPv6Address(literal)
    except AddressValueError:
        return False
    return True


_is_known_iri = lru_cache(maxsize=16384)(_is_iri)


def is_mailbox(value: str) -> bool:
    """Tell whether the text is `mailto:` with one e-mail address."""
    return bool(_MAILBOX.match(value)) and is_iri(value)


@lru_cache(maxsize=4096)
def is_language_tag(value: str) -> bool:
    """Tell whether the text has the form of a language tag (RFC 5646)."""
    # The library takes a region by itself for a tag.
    if "_" in value or not value.isascii() or not value.partition("-")[0].isalpha():
        return False
    try:
        parse_tag(value)
    except LanguageTagError:
        return False
    return True


def is_uuid(value: str) -> bool:
    """Tell whether the text is a UUID in its standard string form (RFC 4122)."""
    return bool(_UUID.match(value))


def is_sha1(value: str) -> bool:
    """Tell whether the text is a SHA-1 in hexadecimal digits."""
    return bool(_SHA1.match(value))


def is_sha2(value: str) -> bool:
    """Tell whether the text is a SHA-2 digest (224 to 512 bits) in hexadecimal digits."""
    return bool(_SHA2.match(value))


def is_media_type(value: str) -> bool:
    """Tell whether the text is an Internet media type (RFC 2046)."""
    return bool(_MEDIA_TYPE.match(value))


def parsed_time(value: str, *, zone_required: bool = False) -> dt.datetime | None:
    """Return the instant a timestamp names, None if it is none (ISO 8601, RFC 3339).

    A negative zero offset is refused. Without a zone the time is UTC, unless the zone is required.
    A leap second is the first instant of the next minute.
    """
    match = _TIME.match(value)
    if match is None:
        return None
    zone = (match["zone"] or "").upper()
    if zone in ("-00", "-0000", "-00:00") or (zone_required and not zone):
        return None
    second = match["second"] or "00"
    leap = second == "60"
    micro = (match["part"] or "")[:6].ljust(6, "0")
    text = f"{match['day']}T{match['minute']}:{'59' if leap else second}.{micro}"
    try:
        instant = dt.datetime.fromisoformat(text + (zone if zone not in ("", "Z") else "+00:00"))
        return instant.astimezone(dt.UTC) + dt.timedelta(seconds=leap)
    except (ValueError, OverflowError):
        return None


def time_text(instant: dt.datetime) -> str:
    """Return an instant as the store writes it: UTC, microseconds, `Z`."""
    return instant.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def is_duration(value: str) -> bool:
    """Tell whether the text is a duration by ISO 8601:2004 4.4.3.2, fractions only at the end."""
    return bool(_DURATION.match(value)) and not _INNER_FRACTION.search(value)


def comparable_duration(value: str) -> str:
    """Return the duration without what is finer than 0.01 s (Data 4.6.s3.b5)."""
    match = _SECONDS.search(value)
    if match is None:
        return value
    part = match[2][:2].rstrip("0")
    return value[: match.start()] + match[1] + (f".{part}" if part else "") + "S"
