"""App configuration of members.organisations."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Municipalities and providers."""

    name = "members.organisations"
    label = "organisations"
