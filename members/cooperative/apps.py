"""App configuration of members.cooperative."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation
from members.messages import kinds


class CooperativeConfig(AppConfig):
    """Membership, shares, register, resolutions, fee schedule, Charge ledger."""

    name = "members.cooperative"
    label = "cooperative"

    def ready(self) -> None:
        """Register the messages and the entry of the navigation."""
        kinds.register(kinds.Kind("cooperative_admitted", _("Admission to the cooperative")))
        kinds.register(kinds.Kind("cooperative_refused", _("Refusal of an application")))
        rules = import_module("members.cooperative.rules")
        navigation.register(
            navigation.NavItem(
                _("Cooperative"), "cooperative:dashboard", order=60, allowed=rules.can_read
            )
        )
