"""Captions of a film as a table: read a file, mend lines, keep every saved version."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.log_actions import log

from courses.modules.frozen import CaptionVersion
from courses.modules.models import Media
from courses.modules.studio.scoping import own_rows
from courses.modules.subtitles import (
    MOST_CUES,
    Fault,
    Line,
    NotCaptions,
    clock,
    faults,
    read,
    seconds,
    write,
)

SENTENCES = {
    "time": gettext_lazy("Write times as minutes:seconds, for example 1:05.5."),
    "empty": gettext_lazy("There is no text. Write what is said, or delete the line."),
    "long": gettext_lazy("This line is longer than 500 characters. Split it."),
    "backwards": gettext_lazy("The line ends before it begins."),
    "order": gettext_lazy("The line begins before the one above it."),
    "overlap": gettext_lazy("The line begins while the one above it is still shown."),
    "beyond": gettext_lazy("The line begins after the end of the recording."),
    "short": gettext_lazy("Shown for less than half a second."),
    "too_quick": gettext_lazy("Too quick to read: more than 21 characters a second."),
    "quick": gettext_lazy("Quick: more than 17 characters a second."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it stands in the table, with what is wrong with it."""

    start: str
    end: str
    text: str
    faults: tuple[tuple[str, bool], ...] = ()


@transaction.atomic
def save_captions(*, media: Media, lines: list[Line], user: Any) -> CaptionVersion:
    """Keep a version and give the film its captions; learners get them at once."""
    media = Media.objects.select_for_update().get(pk=media.pk)
    if not media.caption_versions.exists() and media.captions:
        _keep_uploaded(media)
    last = media.caption_versions.aggregate(last=Max("number"))["last"] or 0
    version = CaptionVersion.objects.create(media=media, number=last + 1, content=write(lines))
    media.captions.save(f"media-{media.pk}.vtt", ContentFile(version.content.encode()), save=False)
    media.save(update_fields=["captions"])
    log(instance=media, action="wagtail.edit", user=user, data={"captions": version.number})
    return version


def _keep_uploaded(media: Media) -> None:
    """Keep what was uploaded as the first version."""
    try:
        with media.captions.open("rb") as stream:
            content = write(read(stream.read()))
    except (OSError, NotCaptions):
        return
    CaptionVersion.objects.create(media=media, number=1, content=content)


def lines_of(media: Media) -> list[Line]:
    """Return the captions a film has; none where they are missing or cannot be read."""
    try:
        with media.captions.open("rb") as stream:
            return read(stream.read())
    except (OSError, ValueError):
        return []


def _own(request: HttpRequest, pk: int) -> Media:
    media: Media = get_object_or_404(own_rows(Media, request.user, "change"), pk=pk)
    return media


@require_http_methods(["GET", "HEAD", "POST"])
def edit_captions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the captions of a film and save them; others' films do not exist."""
    media = _own(request, pk)
    if request.method != "POST":
        return _show(request, media, rows_of(lines_of(media), media.seconds))
    if "file" in request.FILES:
        return _read_file(request, media)
    if request.POST.get("version", "").isdecimal():
        version = get_object_or_404(media.caption_versions, number=request.POST["version"])
        message = _("Version %(number)s is shown. Save to use it.") % {"number": version.number}
        messages.info(request, message)
        return _show(request, media, rows_of(read(version.content.encode()), media.seconds))
    rows, lines = sent(request.POST, media.seconds)
    if any(is_grave for row in rows for _sentence, is_grave in row.faults) or not lines:
        messages.error(request, _("Nothing was saved. Please correct the marked lines."))
        return _show(request, media, rows, status=400)
    version = save_captions(media=media, lines=lines, user=request.user)
    message = _("The captions were saved as version %(number)s.") % {"number": version.number}
    messages.success(request, message)
    return redirect("studio_captions", media.pk)


def _read_file(request: HttpRequest, media: Media) -> HttpResponse:
    """Show what a file says, so that it can be mended before it is saved."""
    upload: Any = request.FILES["file"]
    try:
        lines = read(upload.read())
    except NotCaptions:
        sentence = _("This file holds no captions. Choose a VTT, SRT, SBV, TTML, SSA or ASS file.")
        messages.error(request, sentence)
        return _show(request, media, rows_of(lines_of(media), media.seconds), status=400)
    messages.info(request, _("The file was read. Save to use its captions."))
    return _show(request, media, rows_of(lines, media.seconds))


@require_POST
def check_captions(request: HttpRequest, pk: int) -> JsonResponse:
    """Return what is wrong with each line, while somebody is writing."""
    rows, _lines = sent(request.POST, _own(request, pk).seconds)
    found = [[{"text": text, "grave": grave} for text, grave in row.faults] for row in rows]
    return JsonResponse({"faults": found})


def sent(data: Any, length: float) -> tuple[list[Row], list[Line]]:
    """Return the rows of a form and, where all times can be read, their lines."""
    columns = [data.getlist(name)[:MOST_CUES] for name in ("start", "end", "text")]
    raw = [row for row in zip(*columns, strict=False) if any(cell.strip() for cell in row)]
    times = [(seconds(start), seconds(end)) for start, end, _text in raw]
    if any(None in pair for pair in times):
        rows = []
        for (start, end, text), pair in zip(raw, times, strict=True):
            wrong = ((str(SENTENCES["time"]), True),) if None in pair else ()
            rows.append(Row(start, end, text, wrong))
        return rows, []
    lines = [
        Line(start or 0, end or 0, text.replace("\r\n", "\n").strip())
        for (start, end), (_start, _end, text) in zip(times, raw, strict=True)
    ]
    return rows_of(lines, length), lines


def rows_of(lines: list[Line], length: float) -> list[Row]:
    """Return the rows of the table."""
    wrong: dict[int, list[Fault]] = {}
    for fault in faults(lines, length=length):
        wrong.setdefault(fault.number, []).append(fault)
    return [
        Row(
            short_clock(line.start),
            short_clock(line.end),
            line.text,
            tuple((str(SENTENCES[one.code]), one.is_grave) for one in wrong.get(number, ())),
        )
        for number, line in enumerate(lines)
    ]


def short_clock(second: float) -> str:
    """Return a second as people write it: without hours that are none."""
    whole = clock(second)
    return whole.removeprefix("00:")


def _show(
    request: HttpRequest, media: Media, rows: list[Row], *, status: int = 200
) -> HttpResponse:
    context = {
        "media": media,
        "rows": rows,
        "versions": media.caption_versions.order_by("-number")[:20],
        "spare": Row("", "", ""),
    }
    return render(request, "modules/studio/captions.html", context, status=status)
