"""App configuration of courses.bundles."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from members.messages import kinds
from members.second_person.kinds import Kind
from members.second_person.kinds import register as register_deed


class BundlesConfig(AppConfig):
    """Assign several things to several sets of people, tell everybody once, undo as a whole."""

    name = "courses.bundles"
    label = "course_bundles"

    def ready(self) -> None:
        """Make the message known, and what a second person can release."""
        kinds.register(kinds.Kind("course_bundles_assigned", _("New obligations")))
        own = import_module("courses.bundles.releasing")
        label = _("Assign several things")
        register_deed(Kind(own.KIND, label, own.apply, own.preview_of, again=own.again))
