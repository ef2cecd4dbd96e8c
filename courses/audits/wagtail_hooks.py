"""Registers the audit log's action names of proof packages."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    for name, label, message in (
        ("request", _("Ask for a proof package"), _("Proof package asked for")),
        ("make", _("Make a proof package"), _("Proof package made")),
        ("download", _("Download a proof package"), _("Proof package downloaded")),
    ):
        actions.register_action(f"audits.{name}", label, message)
