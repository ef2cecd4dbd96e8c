"""App configuration of members.accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The User model, nothing else."""

    name = "members.accounts"
    label = "accounts"
