"""What course pages tell search engines."""

from typing import TYPE_CHECKING, Any

import orjson
from django import template
from django.utils.safestring import SafeString, mark_safe

from courses.exchange import records
from courses.exchange.moochub import structured

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage, ExternalCourse

register = template.Library()
# Nothing in the data may end the element in which they stand.
ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@register.simple_tag
def structured_data(
    course: "CoursePage | None", provider: Any, cost: Any, sessions: Any
) -> SafeString:
    """Return a course as JSON-LD; data are no script, so that the content policy lets them pass."""
    if course is None or not course.pk or not provider:
        return SafeString()
    starts = [session.starts_at for session in sessions or ()]
    record = records.of_page(course, provider, cost=cost or None, starts=starts)
    return _element(structured.course(record))


@register.simple_tag
def external_data(course: "ExternalCourse") -> SafeString:
    """Return a course of another platform as JSON-LD: it and its offer stand there, not here."""
    return _element(structured.external(course))


def _element(data: dict[str, Any]) -> SafeString:
    text = orjson.dumps(data).decode().translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
