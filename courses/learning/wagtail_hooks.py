"""Registration with Wagtail: action names of extra time, the guard of documents."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from courses.learning.file_views import guard_document
from courses.learning.services.extra_time import GRANTED, WITHDRAWN


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    actions.register_action(GRANTED, _("Grant extra time"), _("Extra time granted"))
    actions.register_action(WITHDRAWN, _("End extra time"), _("Extra time ended"))


hooks.register("before_serve_document", guard_document)
