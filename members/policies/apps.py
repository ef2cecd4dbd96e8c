"""App configuration of members.policies."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation
from members.messages import kinds


class PoliciesConfig(AppConfig):
    """Works agreements, and what the staff council reads."""

    name = "members.policies"
    label = "policies"

    def ready(self) -> None:
        """Register the kinds of message and the navigation entry."""
        rules = import_module("members.policies.rules")
        kinds.register(kinds.Kind("policies_proposed", _("Works agreement to decide about")))
        kinds.register(kinds.Kind("policies_narrowed", _("Works agreement narrowed")))
        kinds.register(kinds.Kind("policies_agreed", _("Works agreement agreed")))
        kinds.register(kinds.Kind("policies_declined", _("Works agreement declined")))
        navigation.register(
            navigation.NavItem(
                label=_("Staff council"),
                to="policies:council",
                order=45,
                allowed=rules.is_council,
            )
        )
