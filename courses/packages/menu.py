"""Packages in the main menu of Wagtail's admin."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from courses.packages import rules


class AuthorsItem(MenuItem):
    """An entry that those who teach see."""

    def is_shown(self, request: Any) -> bool:
        """Ask the same rule as the pages."""
        return rules.may_work(request.user)


def packages_item() -> AuthorsItem:
    """Return the entry beside the media."""
    address = reverse_lazy("packages:packages")
    return AuthorsItem(
        _("Packages"), address, name="course-packages", icon_name="folder-open-1", order=330
    )
