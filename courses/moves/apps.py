"""App configuration of courses.moves."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from members.messages import kinds


class MovesConfig(AppConfig):
    """Obligations follow the staff: what begins, what ends, shown before it is done."""

    name = "courses.moves"
    label = "course_moves"

    def ready(self) -> None:
        """Connect the receivers; say on HR's pages what a change would mean."""
        import_module("courses.moves.receivers")
        own = import_module("courses.moves.foretelling")
        consequences = import_module("members.people.consequences")
        consequences.register_foreteller(own.foretell)
        consequences.register_summer(own.in_sum)
        kinds.register(kinds.Kind("course_moves_changed", _("Your obligations have changed")))
