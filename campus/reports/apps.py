"""App configuration of campus.reports."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation


class ReportsConfig(AppConfig):
    """Board reports: the only room that sees both learning and money, and only aggregated."""

    name = "campus.reports"
    label = "reports"

    def ready(self) -> None:
        """Register the navigation entry, and count the use of courses for statements."""
        rules = import_module("campus.reports.rules")
        usage = import_module("members.settlement.usage")
        usage.register(import_module("campus.reports.usage").usage_of)
        navigation.register(
            navigation.NavItem(_("Reports"), "reports:board", order=80, allowed=rules.may_read)
        )
