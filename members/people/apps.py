"""App configuration of members.people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from members.messages.kinds import Kind, register


class PeopleConfig(AppConfig):
    """Who works where: departments, jobs, invitations, and the opaque learner account."""

    name = "members.people"
    label = "people"

    def ready(self) -> None:
        """Register the messages of this room."""
        register(Kind("people_invitation", _("Invitation"), secret=True))
        register(Kind("people_account", _("Your account"), secret=True))
