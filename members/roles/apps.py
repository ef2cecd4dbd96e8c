"""App configuration of members.roles."""

from importlib import import_module

from django.apps import AppConfig

from members.accounts.facts import read_along


class RolesConfig(AppConfig):
    """Every grant in one place; Wagtail groups are derived from it."""

    name = "members.roles"
    label = "roles"

    def ready(self) -> None:
        """Read along with every account whether it holds any role: most hold none."""
        selectors = import_module("members.roles.selectors")
        read_along(selectors.HOLDS_ANY, selectors.any_grant_of_account)
