"""App configuration of members.groups."""

from importlib import import_module

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Groups of staff by rules or by name, for obligations and filters."""

    name = "members.groups"
    label = "staff_groups"

    def ready(self) -> None:
        """Say which groups are named by a department."""
        own = import_module("members.groups.uses_of_departments")
        import_module("members.people.usage").departments.register(own.groups_of)
