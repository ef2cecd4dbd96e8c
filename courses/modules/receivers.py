"""React to what authors and editors publish in Wagtail."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import published, unpublished

from courses.modules import services
from courses.modules.models import Lesson


@receiver(published, sender=Lesson)
@receiver(unpublished, sender=Lesson)
def lesson_changed(sender: Any, instance: Lesson, **news: Any) -> None:
    """Freeze the module anew once a lesson has been published or withdrawn."""
    module_id = instance.chapter.module_id
    transaction.on_commit(lambda: services.freeze_if_possible(module_id=module_id))
