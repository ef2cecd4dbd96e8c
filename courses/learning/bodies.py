"""The content of lessons as pages, rendered once and kept: a version never changes.

What stands beside it may be mended at any time (captions, pictures' words), so that a page is
kept for some minutes only. Tests are not kept: what they show depends on the attempt.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from campus.kit import dates
from courses.learning.wording import confirmation
from courses.modules import completion
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.modules.models import ModuleVersion

KEPT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Body:
    """The rendered blocks of a lesson; `blocks` names them in order."""

    html: SafeString
    blocks: str
    has_recording: bool
    sentence: str


def body_of(version: "ModuleVersion", key: UUID) -> Body:
    """Return the content of a lesson in the language of the page."""
    minute = int(dates.now().timestamp() // KEPT_SECONDS)
    return _body(version.pk, version.content_hash, key, get_language() or "", minute)


@lru_cache(maxsize=512)
def _body(version_id: int, content_hash: str, key: UUID, language: str, minute: int) -> Body:
    item = modules.item_in(version_id, key)
    shown = [(str(block.id), block.render()) for block in item.body]
    full = [(name, html) for name, html in shown if html.strip()]
    document = completion.document_of(item.body)
    return Body(
        html=mark_safe("".join(html for _, html in full)),  # noqa: S308 - templates escaped it
        blocks=" ".join(name for name, _ in full),
        has_recording=completion.recording_of(item.body) is not None,
        sentence=confirmation(document["title"], str(document["edition"])) if document else "",
    )
