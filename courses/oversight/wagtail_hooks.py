"""Registers the audit log's action names of what heads assign."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    actions.register_action(
        "oversight.let_heads_assign",
        _("Choose what heads may assign"),
        _("Chosen what heads may assign"),
    )
    actions.register_action(
        "oversight.hand_on", _("Assign within a team"), _("Assigned within a team")
    )
