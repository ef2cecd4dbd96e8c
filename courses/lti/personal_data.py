"""What tools on other sites were told of somebody, and what they have reported."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from courses.lti.models import Launch, Pseudonym, Result


def pseudonyms(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield under which number each tool knows the person."""
    rows = Pseudonym.objects.filter(user_id=subject.user_id or 0).order_by("pk")
    for row in rows.select_related("tool__provider"):
        yield {"tool": row.tool.name, "provider": row.tool.provider.name, "number": str(row.sub)}


def results(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield what tools have reported."""
    rows = Result.objects.filter(enrolment__person_id=subject.person_id).order_by("opened_at", "pk")
    for row in rows.select_related("enrolment__offer__course", "tool"):
        yield {
            "course": row.enrolment.offer.course.title,
            "tool": row.tool.name,
            "opened_at": row.opened_at,
            "activity": row.activity,
            "grading": row.grading,
            "given": None if row.given is None else float(row.given),
            "maximum": None if row.maximum is None else float(row.maximum),
            "comment": row.comment,
            "told_at": row.told_at,
        }


def forget(erasing: Erasing) -> int:
    """Cut the numbers from the person, and forget the ways that were opened."""
    key = erasing.subject.user_id or 0
    gone, _rows = Pseudonym.objects.filter(user_id=key).delete()
    ways, _rows = Launch.objects.filter(user_id=key).delete()
    return gone + ways


TOOL = {"tool": _("Learning tool"), "provider": _("Provider"), "number": _("Number")}
hold(Holding("tool_numbers", _("numbers in learning tools"), pseudonyms, TOOL, order=73))
hold(
    Holding(
        "tool_results",
        _("results of learning tools"),
        results,
        {
            "course": _("Course"),
            "tool": _("Learning tool"),
            "opened_at": _("Opened on"),
            "comment": _("Comment"),
            "told_at": _("Reported on"),
        },
        order=74,
    )
)
forget_with(Eraser("lti", forget, order=45))
