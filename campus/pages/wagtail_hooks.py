"""Registers the administration of feedback."""

from wagtail import hooks

from campus.pages.viewsets import FeedbackViewSet


@hooks.register("register_admin_viewset")
def register_feedback() -> FeedbackViewSet:
    """Show feedback in the administration."""
    return FeedbackViewSet()
