"""App configuration of courses.modules."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation


class ModulesConfig(AppConfig):
    """What is taught: versioned modules, lessons, blocks, questions, grading."""

    name = "courses.modules"
    label = "modules"

    def ready(self) -> None:
        """Connect the receivers, enter the policies, let Wagtail track what items refer to."""
        import_module("courses.modules.receivers")
        import_module("courses.modules.policies").register()
        import_module("courses.modules.references").register()
        recordings = import_module("courses.modules.studio.recordings")
        import_module("campus.uploads.purposes").register(recordings.purpose())
        neighbours = import_module("courses.modules.studio.neighbours")
        neighbours.register(import_module("courses.modules.studio.collection").beside)
        rules = import_module("courses.modules.rules")
        navigation.register(
            navigation.NavItem(
                _("Teaching"), "wagtailadmin_home", order=50, allowed=rules.may_teach, icon="edit"
            )
        )
