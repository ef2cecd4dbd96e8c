"""App configuration of members.people."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation
from members.messages.kinds import Kind, register
from members.second_person import kinds as second_person


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
        for kind in _released_by_two():
            second_person.register(kind)
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


def _released_by_two() -> tuple[second_person.Kind, ...]:
    """Return what a second person can release."""
    several = import_module("members.people.releasing.several")
    letters = import_module("members.people.releasing.letters")
    moves = import_module("members.people.releasing.departments")
    return (
        second_person.Kind(
            several.KIND,
            _("Add several people"),
            several.apply,
            several.preview_of,
            again=several.again,
        ),
        second_person.Kind(
            letters.KIND,
            _("Print access letters"),
            letters.apply,
            letters.preview_of,
            keeps=True,
        ),
        second_person.Kind(moves.KIND, _("Move a department"), moves.apply, moves.preview_of),
    )
