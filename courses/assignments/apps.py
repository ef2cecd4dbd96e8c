"""App configuration of courses.assignments."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation
from members.messages import kinds
from members.second_person.kinds import Kind as Deed
from members.second_person.kinds import register as register_deed


class AssignmentsConfig(AppConfig):
    """HR: obligations, periods, reminders, compliance matrix."""

    name = "courses.assignments"
    label = "assignments"

    def ready(self) -> None:
        """Connect the receivers; register the kinds of message and the navigation entry."""
        import_module("courses.assignments.receivers")
        # A duty goes before prerequisites: the employer answers for its order.
        own = import_module("courses.assignments.exemptions")
        import_module("courses.pathways.exemptions").register_exemption(own.is_obliged)
        import_module("courses.catalogue.visibility").register_duties(own.duties)
        uses = import_module("courses.assignments.uses_of_audiences")
        import_module("members.groups.usage").groups.register(uses.of_group)
        import_module("members.people.usage").departments.register(uses.of_department)
        rules = import_module("courses.assignments.rules")
        releasing = import_module("courses.assignments.releasing")
        register_deed(
            Deed(
                releasing.KIND,
                _("Make something obligatory"),
                releasing.apply,
                releasing.preview_of,
                again=releasing.again,
            )
        )
        kinds.register(kinds.Kind("assignments_assigned", _("New obligatory course")))
        kinds.register(kinds.Kind("assignments_renewal", _("Obligatory course to be renewed")))
        kinds.register(kinds.Kind("assignments_reminder", _("Reminder of an obligatory course")))
        navigation.register(
            navigation.NavItem(
                label=_("Human resources"),
                to="assignments:dashboard",
                order=40,
                allowed=rules.may_see,
            )
        )
