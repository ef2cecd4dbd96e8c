"""App configuration of members.cooperative."""

from django.apps import AppConfig


class CooperativeConfig(AppConfig):
    """Membership, shares, register, resolutions, fee schedule, Charge ledger."""

    name = "members.cooperative"
    label = "cooperative"
