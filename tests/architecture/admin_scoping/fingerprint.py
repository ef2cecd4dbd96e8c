"""What of a provider's belongings must not change by the hand of others."""

from typing import Any

from wagtail.models import Page

from tests.architecture.admin_scoping.foreign import Belongings

WATCHED = (
    "live_page",
    "lesson",
    "live_lesson",
    "module",
    "media",
    "image",
    "document",
    "collection",
    "package",
    "page_state",
    "page_task_state",
    "lesson_state",
    "lesson_task_state",
    "image_upload",
    "document_upload",
    "feedback",
    "page_session",
    "user",
    "group",
)


def fingerprint(owner: Belongings) -> list[Any]:
    """Return the rows as they stand in the database."""
    rows: list[Any] = [
        type(owner.things[kind])._base_manager.filter(pk=owner.key(kind)).values().first()
        for kind in WATCHED
    ]
    tree = Page.objects.filter(pk=owner.key("page"))
    rows.append(tree.values("path", "live", "title", "latest_revision_id", "locked").first())
    return rows
