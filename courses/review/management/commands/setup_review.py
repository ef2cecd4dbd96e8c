"""`manage.py setup_review`: the stages of the review, ready to be used; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.review.workflows import ensure_review


class Command(BaseCommand):
    """Make the workflows of the review."""

    help = "Make the stages of the review, and let lessons pass them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing."""
        workflow = ensure_review()
        self.stdout.write(f"Ready: {workflow.name}.")
