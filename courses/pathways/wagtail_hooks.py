"""Names the deeds of this room for Wagtail's audit log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Make the deeds on paths and prerequisites known."""
    actions.register_action("pathways.publish", _("Publish a path"), _("Path published"))
    actions.register_action("pathways.withdraw", _("Withdraw a path"), _("Path withdrawn"))
    actions.register_action(
        "pathways.prerequisites", _("Set prerequisites"), _("Prerequisites set")
    )
