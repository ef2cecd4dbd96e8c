"""App configuration of courses.lti."""

from importlib import import_module

from django.apps import AppConfig


class LtiConfig(AppConfig):
    """LTI 1.3, the platform's side."""

    name = "courses.lti"
    label = "course_lti"

    def ready(self) -> None:
        """Go where personal data is listed, and where what was learnt is erased."""
        import_module("courses.lti.personal_data")
        models = import_module("courses.lti.models")
        forget_with = import_module("courses.learning.services.erasing").forget_with
        forget_with(models.Result)
        forget_with(models.Launch)
