"""What lessons show is fetched and held against the rules; what has a fault is not published."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from wagtail.documents import get_document_model

from courses.modules.accessibility.checks import Fault, Files, Recording, faults_of
from courses.modules.accessibility.markup import LONGEST
from courses.modules.accessibility.words import refusal, remarks
from courses.modules.errors import Inaccessible

if TYPE_CHECKING:
    from courses.modules.models import Lesson

Blocks = list[Mapping[str, Any]]
RECORDINGS = ("video", "audio")
MARKUP = ("html", "htm")


def raw_blocks(body: Any) -> Blocks:
    """Return the blocks of a body as they are stored, whether it was read or typed."""
    if isinstance(body, str):
        body = json.loads(body or "[]")
    return list(getattr(body, "get_prep_value", lambda: body or [])())


def files_of(bodies: Iterable[Blocks]) -> Files:
    """Return what all the bodies show; one query for each kind of file."""
    blocks = [block for body in bodies for block in body]
    media = {block["value"] for block in blocks if block["type"] in RECORDINGS}
    shown = {block["value"].get("document") for block in blocks if block["type"] == "embed"}
    return Files(recordings=_recordings(media), documents=_documents(shown))


def faults_in(body: Any, files: Files | None = None) -> list[Fault]:
    """Return the faults of one body."""
    blocks = raw_blocks(body)
    return faults_of(blocks, files or files_of([blocks]))


def refuse_inaccessible(*, title: str, body: Any) -> None:
    """Raise Inaccessible with every fault in words, where there is one."""
    faults = faults_in(body)
    if faults:
        raise Inaccessible(title=title, faults=refusal(remarks(faults)))


def drafts(lessons: "Iterable[Lesson]") -> dict[int, Blocks]:
    """Return the newest draft of each lesson by primary key; fetch `latest_revision` with them."""
    return {
        lesson.pk: raw_blocks(
            lesson.latest_revision.content["body"] if lesson.latest_revision else lesson.body
        )
        for lesson in lessons
    }


def _recordings(keys: set[Any]) -> dict[Any, Recording]:
    wanted = keys - {None}
    if not wanted:
        return {}
    media = apps.get_model("modules", "Media")
    return {
        row.pk: Recording(
            title=row.title,
            is_film=row.kind == media.Kind.VIDEO,
            has_captions=bool(row.captions),
            has_cues=bool(row.captions and row.cues),
            transcript=row.transcript,
        )
        for row in media.objects.filter(pk__in=wanted)
    }


def _documents(keys: set[Any]) -> dict[Any, str]:
    """Return the markup of documents that are shown; PDF files are left to people."""
    wanted = keys - {None}
    if not wanted:
        return {}
    rows = get_document_model().objects.filter(pk__in=wanted)
    return {row.pk: _markup(row) for row in rows if row.file_extension.lower() in MARKUP}


def _markup(document: Any) -> str:
    """Return the beginning of a file; a missing one says nothing."""
    try:
        with document.file.open("rb") as stream:
            return str(stream.read(LONGEST).decode("utf-8-sig", errors="replace"))
    except OSError:
        return ""
