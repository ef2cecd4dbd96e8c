"""App configuration of courses.oversight."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation
from courses.assignments import neighbours
from members.messages.kinds import Kind, register
from members.second_person.kinds import Kind as Deed
from members.second_person.kinds import register as register_deed


class OversightConfig(AppConfig):
    """What employers see at a glance of obligations: matrix, departments, kept views, team."""

    name = "courses.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Register the entry of heads of departments, the message, and words on obligations."""
        register(Kind("oversight_escalated", _("Overdue obligations")))
        register(Kind("oversight_copied", _("Copies of reminders to your department")))
        orders = import_module("courses.oversight.standing_orders")
        neighbours.register_describer(orders.ladder_in_words)
        rules = import_module("courses.oversight.rules")
        handing = import_module("courses.oversight.services.handing")
        register_deed(
            Deed(
                handing.KIND,
                _("Assign within a team"),
                handing.apply,
                handing.preview_of,
                proposer_reads="oversight:team",
            )
        )
        navigation.register(
            navigation.NavItem(
                label=_("My team"), to="oversight:team", order=38, allowed=rules.leads
            )
        )
