"""Registers the audit log's action names of standing in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    actions.register_action(
        "deputies.appoint_for_head", _("Name a deputy for a head"), _("Deputy of a head named")
    )
    actions.register_action(
        "deputies.end_for_head", _("End a deputy of a head"), _("Deputy of a head ended")
    )
