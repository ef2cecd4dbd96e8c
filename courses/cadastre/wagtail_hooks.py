"""Registers the audit log's action names of the cadastre."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    for name, label, message in (
        ("write", _("Write an entry of the cadastre"), _("Entry of the cadastre begun")),
        ("discard", _("Throw a draft away"), _("Draft of an entry thrown away")),
        ("publish", _("Publish an entry of the cadastre"), _("Entry of the cadastre published")),
        ("adopt", _("Adopt an entry of the cadastre"), _("Entry of the cadastre adopted")),
        ("decide", _("Decide about a newer version"), _("Decided about a newer version")),
    ):
        actions.register_action(f"cadastre.{name}", label, message)
