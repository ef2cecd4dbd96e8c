"""Which files a body shows, whether an author may use them, and whether they must stay."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from courses.modules.models import Item, Media

MEDIA_TYPES = ("video", "audio")
DOCUMENT_TYPES = ("download", "embed", "acknowledgement")


def register() -> None:
    """Let Wagtail note what frozen items show; call it in `ready()`."""
    ReferenceIndex.register_model(Item)


def foreign_files(body: Any, *, user: Any) -> bool:
    """Tell whether a body shows a file that the user may not choose."""
    images = [block.value["image"] for block in _blocks(body, "image")]
    media = [block.value for block in _blocks(body, *MEDIA_TYPES)]
    documents = [block.value["document"] for block in _blocks(body, *DOCUMENT_TYPES)]
    shown = {get_image_model(): images, Media: media, get_document_model(): documents}
    return any(_hidden(model, files, user) for model, files in shown.items())


def files_in(body: Any) -> list[Any]:
    """Return the films, recordings and documents that a body shows."""
    media = [block.value for block in _blocks(body, *MEDIA_TYPES)]
    documents = [block.value["document"] for block in _blocks(body, *DOCUMENT_TYPES)]
    return [row for row in (*media, *documents) if row]


def in_frozen_version(row: Any) -> bool:
    """Tell whether a published version shows the picture, document or media file."""
    items = ContentType.objects.get_for_model(Item)
    references = ReferenceIndex.get_references_to(row)
    return bool(references.filter(base_content_type=items).exists())


def _blocks(body: Any, *types: str) -> Iterator[Any]:
    """Yield the blocks of these types."""
    return (block for block in body or [] if block.block_type in types)


def _hidden(model: Any, shown: list[Any], user: Any) -> bool:
    """Tell whether one of the rows may not be chosen by the user."""
    keys = {row.pk for row in shown if row}
    if not keys:
        return False
    policy = policy_registry.get_by_type(model)
    rows = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return bool(rows.filter(pk__in=keys).count() < len(keys))
