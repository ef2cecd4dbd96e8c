"""App configuration of courses.tools."""

from importlib import import_module

from django.apps import AppConfig


class ToolsConfig(AppConfig):
    """Tools on other sites that lessons lead to by LTI 1.3."""

    name = "courses.tools"
    label = "course_tools"

    def ready(self) -> None:
        """Offer the office its list of tools that wait."""
        import_module("courses.tools.navigation").register_entries()
