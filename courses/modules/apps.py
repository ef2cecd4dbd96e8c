"""App configuration of courses.modules."""

from django.apps import AppConfig


class ModulesConfig(AppConfig):
    """What is taught: versioned modules, lessons, blocks, questions, grading."""

    name = "courses.modules"
    label = "modules"
