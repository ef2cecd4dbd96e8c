"""Reactions to news from learning."""

import uuid
from typing import Any

from django.dispatch import receiver

from courses.certificates import services
from courses.learning.signals import course_completed, milestone_reached


@receiver(milestone_reached, dispatch_uid="certificates.issue")
@receiver(course_completed, dispatch_uid="certificates.issue_at_the_end")
def issue_on_milestone(sender: object, registration: uuid.UUID, **news: Any) -> None:
    """Issue a document as soon as enough steps or points are reached."""
    services.issue(registration=registration)
