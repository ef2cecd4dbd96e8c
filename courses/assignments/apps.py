"""App configuration of courses.assignments."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    """HR: obligations, periods, reminders, compliance matrix."""

    name = "courses.assignments"
    label = "assignments"
