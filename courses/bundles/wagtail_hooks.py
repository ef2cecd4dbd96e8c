"""Registers the audit log's action name of taking a joint assignment back."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deed that the audit log records."""
    label, message = _("Undo an assignment"), _("Assignment undone")
    actions.register_action("course_bundles.undo", label, message)
