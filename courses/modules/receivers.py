"""React to what authors and editors publish in Wagtail, and to roles given and taken."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published, post_page_move, published, unpublished

from courses.catalogue.selectors import is_course_page
from courses.modules import collection, services
from courses.modules.models import Change, Lesson
from courses.modules.selectors import module_ids_of
from courses.modules.studio import services as studio
from members.roles.signals import grants_changed

# The fields in which a lesson's content stands or to which it leads.
WRITTEN = frozenset({"body", "latest_revision"})


@receiver(published, sender=Lesson)
def lesson_published(sender: Any, instance: Lesson, **news: Any) -> None:
    """Freeze the module anew once a lesson has been published, as what its author called it.

    A lesson that came from another module is taken out of that one, too.
    """
    _freeze_after(instance, is_correction=instance.change == Change.CORRECTION)


@receiver(unpublished, sender=Lesson)
def lesson_withdrawn(sender: Any, instance: Lesson, **news: Any) -> None:
    """Freeze the module anew without a lesson that has been withdrawn: a new edition."""
    _freeze_after(instance, is_correction=False)


def _freeze_after(lesson: Lesson, *, is_correction: bool) -> None:
    for module_id in module_ids_of(lesson):
        freeze = partial(
            services.freeze_if_possible, module_id=module_id, is_correction=is_correction
        )
        transaction.on_commit(freeze)


@receiver(post_save, sender=Lesson)
def lesson_written(
    sender: Any, instance: Lesson, raw: bool = False, update_fields: Any = None, **news: Any
) -> None:
    """Keep the collection of questions in step with what is written, also in drafts."""
    if not raw and (update_fields is None or WRITTEN & set(update_fields)):
        collection.note(lesson=instance)


@receiver(page_published)
def page_was_published(sender: Any, instance: Any, **news: Any) -> None:
    """Give every course its module, however the page came about."""
    if is_course_page(instance):
        services.ensure_module_of(course=instance)


@receiver(post_page_move)
def page_was_moved(sender: Any, instance: Any, **news: Any) -> None:
    """A course that was moved belongs to another provider, and so does what is taught in it."""
    if is_course_page(instance):
        services.follow_provider(course=instance)


@receiver(grants_changed)
def grants_followed(sender: Any, user: Any, **news: Any) -> None:
    """Let the rights in Wagtail follow the roles."""
    studio.follow_grants(user_id=user.pk)
