"""Registers the audit log's action names of groups."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    for name, label, message in (
        ("define", _("Define a group of staff"), _("Group of staff defined")),
        ("change", _("Change a group of staff"), _("Group of staff changed")),
        ("remove", _("Remove a group of staff"), _("Group of staff removed")),
    ):
        actions.register_action(f"staff_groups.{name}", label, message)
