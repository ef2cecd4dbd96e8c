"""Reactions to news from learning."""

import uuid
from typing import Any

from django.dispatch import receiver

from courses.certificates import services
from courses.learning.signals import course_completed


@receiver(course_completed, dispatch_uid="certificates.issue")
def issue_on_completion(sender: object, registration: uuid.UUID, **news: Any) -> None:
    """Issue the certificate as soon as a course is completed."""
    services.issue(registration=registration)
