"""App configuration of members.settlement."""

from importlib import import_module

from django.apps import AppConfig


class SettlementConfig(AppConfig):
    """What providers earn."""

    name = "members.settlement"
    label = "settlement"

    def ready(self) -> None:
        """Make the messages known, and lead to the pages."""
        import_module("members.settlement.news").register_kinds()
        import_module("members.settlement.navigation").register_entries()
