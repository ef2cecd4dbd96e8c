"""App configuration of members.people."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation
from members.messages.kinds import Kind, register


class PeopleConfig(AppConfig):
    """Who works where: departments, jobs, invitations, and the opaque learner account."""

    name = "members.people"
    label = "people"

    def ready(self) -> None:
        """Register the messages and the menu entries of this room."""
        register(Kind("people_invitation", _("Invitation"), secret=True))
        register(Kind("people_account", _("Your account"), secret=True))
        register(Kind("people_leaving", _("Your employment ends")))
        register(Kind("people_feedback", _("Feedback from a visitor")))
        import_module("members.people.receivers")
        # The rules read tables, which exist for Python only once all apps are loaded.
        rules = import_module("members.people.rules")
        navigation.register(
            navigation.NavItem(
                _("My account"), "people:account", order=10, menu="account", icon="user"
            )
        )
        navigation.register(
            navigation.NavItem(_("Staff"), "people:list", order=41, allowed=rules.may_enter_staff)
        )
        navigation.register(
            navigation.NavItem(
                _("Roles and access"), "people:access", order=90, allowed=rules.may_enter_access
            )
        )
