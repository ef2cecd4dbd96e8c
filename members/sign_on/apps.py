"""App configuration of members.sign_on."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation
from members.messages.kinds import Kind, register


class SignOnConfig(AppConfig):
    """Sign-in with the municipality's own accounts."""

    name = "members.sign_on"
    label = "sign_on"

    def ready(self) -> None:
        """Register the message with the code and the menu entry."""
        register(Kind("sign_on_code", _("Code to connect your account"), secret=True))
        rules = import_module("members.sign_on.rules")
        navigation.register(
            navigation.NavItem(
                _("Sign-in of the municipality"),
                "sign_on:overview",
                order=43,
                allowed=rules.may_enter,
            )
        )
