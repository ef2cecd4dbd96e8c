"""Tools in the main menu of Wagtail's admin."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from courses.tools import rules


class AuthorsItem(MenuItem):
    """An entry that those who teach see."""

    def is_shown(self, request: Any) -> bool:
        """Ask the same rule as the pages."""
        return rules.may_work(request.user)


def tools_item() -> AuthorsItem:
    """Return the entry beside the packages."""
    address = reverse_lazy("tools:tools")
    return AuthorsItem(
        _("Learning tools"), address, name="course-tools", icon_name="link-external", order=335
    )
