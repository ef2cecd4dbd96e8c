"""Registers the audit log's action names of works agreements."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    actions.register_action(
        "policies.propose", _("Propose works agreement"), _("Works agreement proposed")
    )
    actions.register_action(
        "policies.agreed", _("Agree to works agreement"), _("Works agreement agreed")
    )
    actions.register_action(
        "policies.declined", _("Decline works agreement"), _("Works agreement declined")
    )
