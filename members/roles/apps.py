"""App configuration of members.roles."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Every grant in one place; Wagtail groups are derived from it."""

    name = "members.roles"
    label = "roles"
