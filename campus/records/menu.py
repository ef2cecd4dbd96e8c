"""The record store in the main menu of Wagtail's admin."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from campus.records import rules


class OperatorItem(SubmenuMenuItem):
    """An entry that administrators alone see."""

    def is_shown(self, request: Any) -> bool:
        """Ask the same rule as the pages."""
        return rules.may_operate(request.user)


def records_item() -> OperatorItem:
    """Return the entry with the pages below it."""
    pages = [
        MenuItem(_("Overview"), reverse_lazy("records:overview"), name="records-overview", order=1),
        MenuItem(_("Programs"), reverse_lazy("records:clients"), name="records-clients", order=2),
        MenuItem(_("Statements"), reverse_lazy("records:timeline"), name="records-list", order=3),
    ]
    return OperatorItem(
        _("Record store"), Menu(items=pages), name="records", icon_name="table", order=9100
    )
