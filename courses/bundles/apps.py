"""App configuration of courses.bundles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from members.messages import kinds


class BundlesConfig(AppConfig):
    """Assign several things to several sets of people, tell everybody once, undo as a whole."""

    name = "courses.bundles"
    label = "course_bundles"

    def ready(self) -> None:
        """Make the message known."""
        kinds.register(kinds.Kind("course_bundles_assigned", _("New obligations")))
