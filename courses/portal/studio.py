"""The way from a module in the studio to how learners see it."""

from typing import Any

from django.apps import apps
from django.template.loader import render_to_string


def beside(row: Any, user: Any) -> str:
    """Return the way to the preview of a module."""
    if not isinstance(row, apps.get_model("modules", "Module")):
        return ""
    return render_to_string("portal/studio/beside.html", {"module": row})
