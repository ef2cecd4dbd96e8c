"""Panels of the studio."""

from typing import Any

from wagtail.admin.panels import Panel

from courses.modules.selectors import chapters_with_lessons


class LessonsPanel(Panel):
    """The lessons of a module, chapter by chapter, with a way to add one."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one module."""

        template_name = "modules/studio/lessons_panel.html"

        def is_shown(self) -> bool:
            """Show it once the module exists."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the chapters with their lessons."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {
                **context,
                "module": self.instance,
                "chapters": chapters_with_lessons(self.instance),
            }
