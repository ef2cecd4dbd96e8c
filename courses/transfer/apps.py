"""App configuration of courses.transfer."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation


class TransferConfig(AppConfig):
    """Learners take their proofs along to another employer, who recognises them."""

    name = "courses.transfer"
    label = "course_transfer"

    def ready(self) -> None:
        """Connect the receivers; register messages, the entry of the menu and the news for HR."""
        import_module("courses.transfer.receivers")
        import_module("courses.transfer.news").register_kinds()
        notices = import_module("courses.transfer.notices")
        neighbours = import_module("courses.assignments.neighbours")
        neighbours.register_speaker(notices.waiting)
        neighbours.register_speaker(notices.withdrawn)
        navigation.register(
            navigation.NavItem(
                _("Take proofs along"),
                "course_transfer:own",
                order=31,
                menu="account",
                icon="arrow-right",
            )
        )
