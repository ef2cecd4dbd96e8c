"""App configuration of members.groups."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Groups of staff by rules or by name, for obligations and filters."""

    name = "members.groups"
    label = "staff_groups"
