"""Courses in the words and pictures of a card; used by every list of courses."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from campus.kit import dates
from courses.catalogue.models import CoursePage
from courses.catalogue.prices import Per, Price

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from courses.catalogue.models import ExternalCourse
    from courses.catalogue.shelf import CourseCard

# Topics that have a drawing of their own; see campus/static/campus/covers.
DRAWN = frozenset(
    {
        "digitale-verwaltung",
        "it-sicherheit",
        "datenschutz",
        "barrierefreiheit",
        "prozesse-und-projekte",
        "e-akte",
        "kuenstliche-intelligenz",
        "fuehrung-und-wandel",
        "beteiligung",
        "fachrecht",
    }
)
FORMATS = dict(CoursePage.Format.choices)
LEVELS = dict(CoursePage.Level.choices)
COVER = "fill-800x400"


def card_of(card: "CourseCard") -> dict[str, Any]:
    """Return what `includes/course_card.html` shows of a course."""
    if card.is_external:
        return _external(card)
    return {
        "course_id": card.course_id,
        "title": card.title,
        "href": card.url,
        "provider": card.provider_short_name,
        "text": card.promise,
        "image": card.cover,
        "image_alt": "",
        "meta": _meta(card),
        "price": cost_words(card.cost),
    }


def _external(card: "CourseCard") -> dict[str, Any]:
    """Return what a card shows of a course of another platform: no price, no seat."""
    return {
        "course_id": card.course_id,
        "title": card.title,
        "href": card.url,
        "provider": card.provider_short_name,
        "text": card.promise,
        "image": card.cover,
        "image_alt": "",
        "meta": _meta(card),
        "badge_kind": "neutral",
        "badge_text": _("External"),
        "badge_icon": "external",
        "price": _("Opens at %(platform)s") % {"platform": card.platform},
    }


ACCESS = {
    "free": gettext_lazy("Free of charge"),
    "paid": gettext_lazy("With a fee"),
    "student": gettext_lazy("For students"),
    "other": gettext_lazy("On special terms"),
}


def external_page(course: "ExternalCourse") -> dict[str, Any]:
    """Return what the page of a course of another platform shows beside its own fields."""
    return {
        "cover": drawing_of(course.topics),
        "format": _word(FORMATS, course.format),
        "duration": duration_words(course.minutes),
        "access": str(ACCESS.get(course.access, "")),
        "language": language_words(course.language),
        "paragraphs": [line for line in course.text.splitlines() if line.strip()],
    }


def language_words(code: str) -> str:
    """Return a language by its name; the code itself where it is none that people know."""
    try:
        return str(_(get_language_info(code.lower().partition("-")[0])["name"]))
    except KeyError:
        return code


def cover_of(course: "CoursePage") -> str:
    """Return the address of a course's picture, or of the drawing of its first topic."""
    if course.cover:
        return str(course.cover.get_rendition(COVER).url)
    return drawing_of(topic.slug for topic in course.topics.all())


def drawing_of(topics: Iterable[str]) -> str:
    """Return the address of the drawing of the first topic that has one."""
    drawn = (slug for slug in topics if slug in DRAWN)
    return static(f"campus/covers/{next(drawn, 'default')}.svg")


def price_words(price: "Decimal | None", per: str = Per.SEAT) -> str:
    """Return a price in words; a course without an offer says so."""
    if price is None:
        return _("Not bookable at the moment")
    if price == 0:
        return _("Free for members")
    said = {
        Per.SESSION: _("%(price)s € per seat and date"),
        Per.FLAT: _("%(price)s € flat per municipality and year"),
    }
    words = said[Per(per)] if per in said else _("%(price)s € per seat")
    return words % {"price": amount_words(price)}


def amount_words(amount: "Decimal") -> str:
    """Return an amount as the reader writes it, without the sign."""
    return number_format(amount, 2, force_grouping=True)


def price_facts(cost: Price | None) -> dict[str, str]:
    """Return today's price in words; where it is reduced, also the full one and until when."""
    today = dates.today()
    reduction = cost.reduction_on(today) if cost else None
    if cost is None or reduction is None:
        return {"words": cost_words(cost)}
    return {
        "words": price_words(cost.on(today), cost.per),
        "full": amount_words(cost.full),
        "until": day_words(reduction.last_day),
    }


def cost_words(cost: Price | None) -> str:
    """Return today's price in words, and what it was and until when where it is reduced."""
    today = dates.today()
    reduction = cost.reduction_on(today) if cost else None
    if cost is None or reduction is None:
        return price_words(cost.full if cost else None, cost.per if cost else Per.SEAT)
    return _("%(price)s instead of %(full)s €, until %(day)s") % {
        "price": price_words(cost.on(today), cost.per),
        "full": amount_words(cost.full),
        "day": day_words(reduction.last_day),
    }


def duration_words(minutes: int) -> str:
    """Return a duration in words, such as "1 hr 45 min"; "" where it is unknown."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d hr", "%(count)d hrs", hours) % {"count": hours})
    if rest:
        parts.append(_("%(count)d min") % {"count": rest})
    return " ".join(parts)


def day_words(day: "dt.date") -> str:
    """Return a day in the reader's way of writing."""
    return date_format(day, "SHORT_DATE_FORMAT")


def date_words(moment: "dt.datetime") -> str:
    """Return a date in the reader's way of writing."""
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")


def _meta(card: "CourseCard") -> list[tuple[str, str]]:
    """Return the facts of a card with their icons."""
    facts = [("play", _word(FORMATS, card.format))]
    if card.minutes:
        facts.append(("clock", duration_words(card.minutes)))
    if card.level:
        facts.append(("chart", _word(LEVELS, card.level)))
    start = card.next_date
    if start:
        facts.append(("calendar", _("next on %(day)s") % {"day": date_words(start)}))
    return facts


def _word(words: dict[str, Any], value: str) -> str:
    return str(words.get(value, value))
