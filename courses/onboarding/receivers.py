"""Reactions to news from joint assignments."""

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from courses.bundles.signals import taken_back
from courses.onboarding import services

if TYPE_CHECKING:
    from courses.bundles.models import Bundle


@receiver(taken_back, dispatch_uid="course_onboarding.take_back")
def follow_undoing(sender: object, bundle: "Bundle", **news: Any) -> None:
    """Let a plan whose first application was undone mean nobody."""
    services.take_back(bundle=bundle)
