"""App configuration of courses.modules."""

from importlib import import_module

from django.apps import AppConfig


class ModulesConfig(AppConfig):
    """What is taught: versioned modules, lessons, blocks, questions, grading."""

    name = "courses.modules"
    label = "modules"

    def ready(self) -> None:
        """Connect the receivers."""
        import_module("courses.modules.receivers")
