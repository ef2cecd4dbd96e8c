"""Files of lessons: films, recordings, and documents shut off from the platform around them.

Whoever may open a page that shows a file may open the file. Who is not signed in is led to the
sign-in, whether there is such a file or not; for everybody else what is foreign is not found.
"""

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from campus.kit.serving import serve_file
from courses.learning import file_rules
from courses.modules import framing
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from django.http import HttpResponse

FOLDER = "lessons"


@require_safe
def lesson_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a film, a recording, its captions or its still picture, whole or in part."""
    name = f"{FOLDER}/{path}"
    found = modules.media_with(name)
    if found is None or not file_rules.may_open(request.user, found):
        return _refused(request)
    file = Path(settings.MEDIA_ROOT) / name
    if not file.is_file():
        raise Http404
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return serve_file(request, file, kind)


@require_safe
def document(request: HttpRequest, document: int) -> HttpResponseBase:
    """Answer with a document as a lesson frames it."""
    found = modules.document(document)
    if found is None or not framing.can_be_framed(found):
        return _refused(request)
    if not file_rules.may_open(request.user, found):
        return _refused(request)
    stream, headers = found.file.open("rb"), framing.headers(found)
    return FileResponse(stream, filename=found.filename, headers=headers)


def guard_document(document: Any, request: HttpRequest) -> "HttpResponse | None":
    """Stand before Wagtail's own address of documents; None lets the document out."""
    if file_rules.may_open_document(request.user, document):
        return None
    return _refused(request)


def _refused(request: HttpRequest) -> "HttpResponse":
    """Lead to the sign-in, or find nothing."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path())
