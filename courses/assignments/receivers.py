"""Reactions to news from learning."""

from typing import Any

from django.dispatch import receiver

from courses.assignments import services
from courses.learning.signals import course_completed


@receiver(course_completed, dispatch_uid="assignments.fulfil")
def fulfil_on_completion(sender: object, person_id: int, course_id: int, **news: Any) -> None:
    """Enter a completed course into the obligations it answers."""
    services.fulfil(person_id=person_id, course_id=course_id)
    services.fulfil_paths(person_id=person_id, course_id=course_id)
