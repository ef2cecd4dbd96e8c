"""App configuration of courses.pathways."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation


class PathwaysConfig(AppConfig):
    """Learning paths, prerequisites, recognition of earlier learning."""

    name = "courses.pathways"
    label = "pathways"

    def ready(self) -> None:
        """Register the rule of admission, the kinds of messages and the navigation."""
        admission = import_module("courses.enrolment.admission")
        services = import_module("courses.pathways.services")
        admission.register_admission_rule(services.check_prerequisites)
        import_module("courses.pathways.news").register_kinds()
        rules = import_module("courses.pathways.rules")
        navigation.register(
            navigation.NavItem(
                _("Learning paths"), "pathways:list", order=21, allowed=navigation.everyone
            )
        )
        navigation.register(
            navigation.NavItem(
                _("Make paths"), "pathways:manage", order=63, allowed=rules.may_edit_any
            )
        )
        navigation.register(
            navigation.NavItem(
                _("Earlier learning"), "recognition:review", order=64, allowed=rules.may_edit_any
            )
        )
        navigation.register(
            navigation.NavItem(
                _("My earlier learning"),
                "recognition:own",
                order=30,
                menu="account",
                icon="graduation",
            )
        )
