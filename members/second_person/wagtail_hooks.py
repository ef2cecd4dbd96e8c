"""Registers the audit log's action names of the rule of two."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    label, message = _("Decide on a proposal"), _("Proposal decided")
    actions.register_action("second_person.decide", label, message)
