"""Films and documents of a draft for somebody who has a link and no account.

Only files which the revision of the link shows, only as long as the link opens, at addresses that
begin with the link itself: signed, not to be guessed, and of no use once it has ended.
"""

import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from campus.kit.serving import serve_file
from courses.modules import framing
from courses.modules import rules as modules_rules
from courses.modules import selectors as modules
from courses.review import limits
from courses.review.errors import TooManyTries
from courses.review.guest_links import link_of
from courses.review.models import GuestLink

View = Callable[..., HttpResponseBase]
FOLDER = "lessons/"


@dataclass(frozen=True, slots=True)
class GuestAddresses:
    """Where a guest finds the files of the lesson."""

    token: str

    def film(self, address: str) -> str:
        """Return the address of a film, its captions or its still picture."""
        path = address.removeprefix(f"{settings.MEDIA_URL}{FOLDER}")
        return reverse("review:guest_film", args=[self.token, "-"])[:-1] + path

    def document(self, key: int) -> str:
        """Return where a document is downloaded."""
        return reverse("review:guest_document", args=[self.token, key])

    def framed(self, key: int) -> str:
        """Return where a document is framed."""
        return reverse("review:guest_framed", args=[self.token, key])


def for_guests(view: View) -> View:
    """Let only holders of a link that opens in, and not too often."""

    @wraps(view)
    @require_safe
    def answer(request: HttpRequest, token: str, **names: Any) -> HttpResponseBase:
        try:
            limits.count(request, "file")
        except TooManyTries as error:
            return HttpResponse(str(error), status=error.status, content_type="text/plain")
        response = view(request, link_of(request, token), **names)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@for_guests
def film(request: HttpRequest, link: GuestLink, path: str) -> HttpResponseBase:
    """Answer with a film, a recording, its captions or its still picture, whole or in part."""
    name = f"{FOLDER}{path}"
    media = modules.media_with(name)
    file = Path(settings.MEDIA_ROOT) / name
    if media is None or not _shows(link, media) or not file.is_file():
        raise Http404
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return serve_file(request, file, kind)


@for_guests
def document(request: HttpRequest, link: GuestLink, document: int) -> HttpResponseBase:
    """Answer with a document to be kept."""
    found = _document(link, document)
    answer = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.filename)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@for_guests
def framed(request: HttpRequest, link: GuestLink, document: int) -> HttpResponseBase:
    """Answer with a document as the lesson frames it."""
    found = _document(link, document)
    if not framing.can_be_framed(found):
        raise Http404
    stream, headers = found.file.open("rb"), framing.headers(found)
    return FileResponse(stream, filename=found.filename, headers=headers)


def _document(link: GuestLink, key: int) -> Any:
    found = modules.document(key)
    if found is None or not _shows(link, found):
        raise Http404
    return found


def _shows(link: GuestLink, row: Any) -> bool:
    return modules_rules.shows(link.revision.as_object().body, row)
