"""What the studio says about the life of a module, beside its form."""

from typing import Any

from django.apps import apps
from django.template.loader import render_to_string

from courses.lifecycle import selectors


def beside(row: Any, user: Any) -> str:
    """Return until when a module holds, what is planned, and the ways to its pages."""
    if not isinstance(row, apps.get_model("modules", "Module")):
        return ""
    context = {
        "module": row,
        "upkeep": selectors.upkeep_of(row),
        "retirement": selectors.retirement_of(row.course_id),
    }
    return render_to_string("lifecycle/studio/beside.html", context)
