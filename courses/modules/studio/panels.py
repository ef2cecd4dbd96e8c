"""Panels of the studio."""

from typing import Any

from wagtail.admin.panels import Panel

from courses.modules.selectors import chapters_with_lessons
from courses.modules.studio.accessibility import report_of, reports_of_module


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


class CaptionsPanel(Panel):
    """The way from a film to its captions."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one film or recording."""

        template_name = "modules/studio/captions_panel.html"

        def is_shown(self) -> bool:
            """Show it once the film has been saved."""
            return bool(self.instance.pk)


class AccessibilityPanel(Panel):
    """What of a lesson's draft not everybody could use, and how hard it is to read."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one lesson."""

        template_name = "modules/studio/accessibility_panel.html"

        def is_shown(self) -> bool:
            """Show it once the lesson has been saved."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the report on the draft."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "report": report_of(self.instance)}


class ModuleAccessibilityPanel(Panel):
    """The same for all lessons of a module."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one module."""

        template_name = "modules/studio/module_accessibility_panel.html"

        def is_shown(self) -> bool:
            """Show it once the module exists."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the reports on all drafts."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "reports": reports_of_module(self.instance)}
