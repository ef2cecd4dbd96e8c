"""App configuration of members.deputies."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from members.accounts.facts import read_along
from members.messages.kinds import Kind, register
from members.second_person import standing_in


class DeputiesConfig(AppConfig):
    """People who decide while others are away."""

    name = "members.deputies"
    label = "deputies"
    verbose_name = _("Deputies")

    def ready(self) -> None:
        """Register the message and the answers; read along with each account if it stands in."""
        register(Kind("deputies_appointed", _("You stand in for somebody")))
        register(Kind("deputies_named", _("Somebody stands in for you")))
        register(Kind("deputies_ended", _("Somebody no longer stands in for you")))
        import_module("members.deputies.receivers")
        selectors = import_module("members.deputies.selectors")
        standing_in.register(selectors.principals_of, selectors.deputies_by_principal)
        read_along(selectors.STANDS_IN, selectors.any_deputyship_of_account)
