"""App configuration of members.messages."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation
from members.accounts.facts import read_along


class MessagesConfig(AppConfig):
    """One message service: kinds, templates, channels, never the same twice."""

    name = "members.messages"
    label = "member_messages"

    def ready(self) -> None:
        """Offer the inbox, with the number of unread messages, in the account menu."""
        selectors = import_module("members.messages.selectors")
        read_along(selectors.UNREAD, selectors.unread_of_account)
        navigation.register(
            navigation.NavItem(
                _("Messages"),
                "member_messages:inbox",
                order=20,
                menu="account",
                icon="mail",
                badge=selectors.unread_count,
            )
        )
