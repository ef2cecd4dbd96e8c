"""Keep the search's entries in step with the pages; Wagtail sends the news."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.catalogue import services
from courses.catalogue.models import CoursePage


@receiver(page_published, sender=CoursePage)
def course_published(sender: Any, instance: Any, **news: Any) -> None:
    """Let the search know a published course."""
    services.index_course(course=instance)


@receiver(page_unpublished, sender=CoursePage)
def course_unpublished(sender: Any, instance: Any, **news: Any) -> None:
    """Let the search forget a course that is no longer public."""
    services.forget_course(course_id=instance.pk)


@receiver(post_page_move, sender=CoursePage)
def page_moved(sender: Any, instance: Any, **news: Any) -> None:
    """A course that was moved belongs to another provider."""
    services.index_moved(page_id=instance.pk)
