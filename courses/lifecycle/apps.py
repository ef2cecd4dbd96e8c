"""App configuration of courses.lifecycle."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation


class LifecycleConfig(AppConfig):
    """A module over the years: planned, kept up to date, retired."""

    name = "courses.lifecycle"
    label = "lifecycle"

    def ready(self) -> None:
        """Make the message known, lead to the list, speak beside a module in the studio."""
        import_module("courses.lifecycle.news").register_kinds()
        rules = import_module("courses.lifecycle.rules")
        navigation.register(
            navigation.NavItem(
                _("Upkeep of modules"), "lifecycle:list", order=53, allowed=rules.may_open
            )
        )
        neighbours = import_module("courses.modules.studio.neighbours")
        neighbours.register(import_module("courses.lifecycle.studio").beside)
