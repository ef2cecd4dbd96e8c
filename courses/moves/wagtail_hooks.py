"""Registers the audit log's action names of obligations that follow a job."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    for name, label, message in (
        ("follow", _("Adapt obligations"), _("Obligations adapted to the job")),
        ("release", _("Release from an obligation"), _("Released from an obligation")),
        ("oblige_again", _("Take a release back"), _("Release taken back")),
    ):
        actions.register_action(f"course_moves.{name}", label, message)
