"""Registers the audit log's action names of obligations."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    actions.register_action(
        "assignments.assign", _("Make a course obligatory"), _("Course made obligatory")
    )
    actions.register_action(
        "assignments.widen", _("Oblige further departments"), _("Further departments obliged")
    )
    actions.register_action("assignments.remind", _("Remind staff"), _("Staff reminded"))
    actions.register_action("assignments.end", _("End obligation"), _("Obligation ended"))
    for name, label, message in (
        ("reword", _("Change the legal basis"), _("Legal basis changed")),
        ("exempt", _("Exempt somebody"), _("Somebody exempt for a time")),
        ("exempt_end", _("End exemption"), _("Exemption ended")),
        ("record", _("Enter a proof"), _("Proof entered")),
        ("take_over", _("Recognise a proof"), _("Proof recognised")),
        ("revoke", _("Revoke a proof"), _("Proof revoked")),
        ("accept", _("Choose accepted proofs"), _("Accepted proofs chosen")),
        ("allow", _("Allow for now"), _("Allowed for now")),
        ("import_history", _("Import earlier proofs"), _("Earlier proofs imported")),
    ):
        actions.register_action(f"assignments.{name}", label, message)
