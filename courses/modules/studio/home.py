"""The start of Wagtail's admin for authors: their modules, and how a new course begins."""

from typing import Any

from wagtail.admin.ui.components import Component

from campus.pages import navigation
from courses.catalogue.selectors import provider_pages_of
from courses.modules import rules
from courses.modules.selectors import modules_of_author
from members.roles.rules import is_editor, providers_of_author

MOST = 8
# Where the entries about teaching stand in the main navigation; the studio itself comes first.
TEACHING = range(51, 60)


class StudioPanel(Component):
    """The author's modules at a glance."""

    name = "studio"
    template_name = "modules/studio/home_panel.html"
    order = 10

    def __init__(self, user: Any) -> None:
        super().__init__()
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the modules and the provider pages under which a course may be added."""
        return {
            "modules": modules_of_author(self.user)[:MOST],
            "links": links_of(self.user),
            "pages": provider_pages_of(providers_of_author(self.user)),
        }


def links_of(user: Any) -> list[tuple[Any, str, int]]:
    """Return label, address and news of what else concerns teaching: reviews, upkeep, figures."""
    found = [item for item in navigation.items_for(user) if item.order in TEACHING]
    return [
        (item.label, item.href, item.badge(user) if item.badge else 0)
        for item in found
        if item.href
    ]


def show_modules(request: Any, panels: list[Any]) -> None:
    """Hook: show authors their modules first; editors first see what waits for their review."""
    if rules.may_teach(request.user):
        panels.insert(len(panels) if is_editor(request.user) else 0, StudioPanel(request.user))


def tidy_summary(request: Any, items: list[Any]) -> None:
    """Hook: counts of all pages and files say nothing to authors."""
    if not request.user.is_superuser:
        items.clear()
