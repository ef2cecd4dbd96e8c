"""A course as schema.org describes it (JSON-LD), for search engines; pure."""

from typing import Any

from courses.catalogue.prices import Per
from courses.exchange.formats.book import licence_address
from courses.exchange.moochub.feed import Record, duration, moment

MODES = {"on_demand": "online", "hybrid": "blended", "live": "online"}


def course(record: Record) -> dict[str, Any]:
    """Return a Course with its instances: one that runs at any time, or one for each date."""
    provider = {"@type": "Organization", "name": record.provider, "url": record.provider_address}
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": record.address,
        "name": record.name,
        "description": record.description,
        "url": record.address,
        "inLanguage": record.language,
        "provider": provider,
        "publisher": provider,
        "license": licence_address(record.licence) or record.licence,
        "hasCourseInstance": _instances(record),
    }
    if record.cover:
        described["image"] = record.cover
    if record.minutes:
        described["timeRequired"] = duration(record.minutes)
    if record.competences:
        described["teaches"] = [f"{name} ({code})" for _, code, name, _ in record.competences]
    if record.price is not None:
        described["offers"] = {
            "@type": "Offer",
            "category": "Paid" if record.price else "Free",
            "url": record.address,
            **_amount(record),
        }
    return described


def _amount(record: Record) -> dict[str, str]:
    """Return the price of a seat; one for a date or a year would be taken for it."""
    if record.price is None or (record.price and record.per != Per.SEAT):
        return {}
    return {"price": f"{record.price:.2f}", "priceCurrency": "EUR"}


def external(course: Any) -> dict[str, Any]:
    """Return a course of another platform: what it says of itself, with its own address."""
    provider = {"@type": "Organization", "name": course.provider_name}
    if course.provider_url:
        provider["url"] = course.provider_url
    instance = {"@type": "CourseInstance", "courseMode": MODES.get(course.format, "online")}
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": course.address,
        "name": course.title,
        "description": course.text or course.title,
        "url": course.address,
        "provider": provider,
        "license": course.licence_url or course.licence,
        "hasCourseInstance": [instance],
    }
    if course.language:
        described["inLanguage"] = course.language
    if course.minutes:
        described["timeRequired"] = instance["courseWorkload"] = duration(course.minutes)
    if course.access in ("free", "paid"):
        described["isAccessibleForFree"] = course.access == "free"
        described["offers"] = {
            "@type": "Offer",
            "category": "Free" if course.access == "free" else "Paid",
            "url": course.address,
        }
    return described


def _instances(record: Record) -> list[dict[str, Any]]:
    instance: dict[str, Any] = {
        "@type": "CourseInstance",
        "courseMode": MODES.get(record.format, "online"),
    }
    if record.minutes:
        instance["courseWorkload"] = duration(record.minutes)
    return [{**instance, "startDate": moment(start)} for start in record.starts] or [instance]
