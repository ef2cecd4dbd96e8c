"""Courses as resources of MOOChub v3.0 (JSON:API); pure.

Reference: the schema of the MOOChub partners, version 3.0. Left out is what this platform does not
know; what is there is written in the words of the schema.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from courses.catalogue.prices import Per
from courses.exchange.formats.book import PROPRIETARY

Json = dict[str, Any]
MEDIA_TYPE = "application/vnd.api+json; moochub-version=3.0"
COURSE_TYPE = {
    "identifier": "https://w3id.org/kim/hcrt/course",
    "type": "Concept",
    "inScheme": "https://w3id.org/kim/hcrt/scheme",
}
MODES = {
    "on_demand": ["online", "asynchronous"],
    "hybrid": ["online", "blended"],
    "live": ["online", "synchronous"],
}
# Frameworks that the schema knows, by how ours are called.
DIGCOMP = "DigComp"
SPDX = "https://spdx.org/licenses/{}.html"


@dataclass(frozen=True, slots=True)
class Record:
    """A course as the feed reads it; addresses are whole."""

    id: str
    name: str
    address: str
    description: str
    provider: str
    provider_address: str
    licence: str
    language: str
    format: str
    minutes: int
    created: dt.datetime | None
    modified: dt.datetime | None
    starts: Sequence[dt.datetime] = ()
    price: Decimal | None = None
    # What the price is for; only that of one seat is a price to the schema.
    per: str = Per.SEAT
    cover: str = ""
    keywords: Sequence[str] = ()
    # Framework such as “DigComp 2.2”, code, German and English name.
    competences: Sequence[tuple[str, str, str, str]] = ()


def document(
    records: Sequence[Record], *, address: str, page: int, last: int, per_page: int
) -> Json:
    """Return a page of the feed with its links."""

    def link(number: int) -> str:
        return f"{address}?{urlencode({'page[number]': number, 'page[size]': per_page})}"

    links = {"self": link(page), "first": link(1), "last": link(last)}
    if page < last:
        links["next"] = link(page + 1)
    if page > 1:
        links["prev"] = link(page - 1)
    return {"links": links, "data": [resource(record) for record in records]}


def resource(record: Record) -> Json:
    """Return a course; every attribute that the schema requires is there."""
    provider = {
        "type": "Organization",
        "name": record.provider,
        "url": record.provider_address,
    }
    attributes: Json = {
        "name": record.name,
        "learningResourceType": COURSE_TYPE,
        "publisher": provider,
        "creator": [provider],
        "url": record.address,
        "license": licence(record.licence),
        "description": record.description,
        "inLanguage": [record.language],
        "courseMode": MODES.get(record.format, ["online"]),
        "startDate": [moment(start) for start in record.starts],
        "dateCreated": moment(record.created) if record.created else None,
        "dateModified": moment(record.modified) if record.modified else None,
        "keywords": list(dict.fromkeys(record.keywords)),
        "teaches": [_skill(*one) for one in record.competences if one[0].startswith(DIGCOMP)],
        "educationalCredentialsAwarded": ["confirmation of participation"],
        **_offered(record.price, record.per),
    }
    if record.minutes:
        attributes["duration"] = duration(record.minutes)
    if record.cover:
        attributes["image"] = {
            "type": "ImageObject",
            "contentUrl": record.cover,
            "license": licence(record.licence),
        }
    return {"id": record.id, "type": "Course", "attributes": attributes}


def licence(identifier: str) -> list[Mapping[str, str | None]]:
    """Return a licence by its SPDX identifier; whatever is none is the provider's own."""
    name = identifier.strip()
    if not name or " " in name or name.lower() == PROPRIETARY:
        return [{"identifier": PROPRIETARY, "url": None, "contentUrl": None}]
    return [{"identifier": name, "url": SPDX.format(name), "contentUrl": None}]


def moment(value: dt.datetime) -> str:
    """Return an instant as the schema writes it."""
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def duration(minutes: int) -> str:
    """Return a duration as ISO 8601 writes it."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")


def _offered(price: Decimal | None, per: str) -> Json:
    """Return what a seat costs; nothing where there are none, or where something else is paid."""
    if price is None:
        return {"access": ["other"]}
    if price and per != Per.SEAT:
        return {"access": ["paid"]}
    offer = {
        "price": float(price),
        "priceCurrency": "EUR",
        "paymentFrequency": "one-time",
        "category": "complete",
    }
    return {"access": ["paid" if price else "free"], "offer": [offer]}


def _skill(framework: str, code: str, name_de: str, name_en: str) -> Json:
    names = (("de", name_de), ("en", name_en))
    return {
        "name": [{"inLanguage": language, "name": name} for language, name in names],
        "shortCode": code,
        "educationalFramework": DIGCOMP,
        "educationalFrameworkVersion": framework.removeprefix(DIGCOMP).strip() or "2.2",
    }
