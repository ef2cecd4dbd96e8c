"""App configuration of courses.first_steps."""

from importlib import import_module

from django.apps import AppConfig


class FirstStepsConfig(AppConfig):
    """What a new municipality sets up, with a way to each step; gone when it is finished."""

    name = "courses.first_steps"
    label = "first_steps"

    def ready(self) -> None:
        """Speak on the first page of human resources as long as something is left."""
        own = import_module("courses.first_steps.selectors")
        import_module("courses.assignments.neighbours").register_speaker(own.notices_for)
