"""Whether what a rule asks of learners is in the lesson."""

from typing import Any

from courses.modules import completion
from courses.modules.errors import NothingToConfirm, NothingToPlay
from courses.modules.models import Media


def check_rule(*, title: str, kind: str, rule: str, body: Any) -> None:
    """Raise NothingToPlay or NothingToConfirm for a lesson that nobody could complete."""
    blocks = list(getattr(body, "raw_data", body) or [])
    confirmed = sum(block["type"] == completion.ACKNOWLEDGEMENT for block in blocks)
    wanted = 1 if kind == "lesson" and rule == completion.CONFIRMED else 0
    if confirmed != wanted:
        raise NothingToConfirm(title=title)
    if kind == "lesson" and rule == completion.SEEN and not _has_length(blocks):
        raise NothingToPlay(title=title)


def _has_length(blocks: list[Any]) -> bool:
    """Tell whether the first recording is there and has a length."""
    recording = completion.recording_of(blocks)
    media = Media.objects.filter(pk=recording["value"]).first() if recording else None
    return media is not None and media.seconds > 0
