"""Slots that pages of lower rooms include, without knowing this room in Python."""

from typing import TYPE_CHECKING, Any

from django import template

from courses.feedback import selectors
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage

register = template.Library()


@register.inclusion_tag("feedback/_summary.html", takes_context=True)
def course_ratings(context: dict[str, Any], course: "CoursePage | None") -> dict[str, Any]:
    """Show what learners say of a course, and the way to rate it for those who may."""
    if course is None or course.pk is None:
        return {}
    user = getattr(context.get("request"), "user", None)
    person = people.person_of(user) if user else None
    return {
        "course": course,
        "summary": selectors.summary_of(course.pk),
        "may_rate": person is not None and selectors.may_rate(person, course.pk),
    }
