"""Uploaded files on one machine without a web server in front; large sites let nginx serve them.

Answers range requests, without which no browser can jump within a video.
"""

import mimetypes
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from campus.kit.serving import serve_file

# Wagtail hands documents out at an address of their own, which checks who asks.
# Packages are programs of others: never shown at the platform's own address.
# Films and recordings of lessons have an address of their own, too.
CLOSED = ("documents/", "packages/", "lessons/")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with an uploaded file, whole or in part."""
    file = _file(path)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return serve_file(request, file, kind)


def _file(path: str) -> Path:
    if path.startswith(CLOSED):
        raise Http404
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
    except SuspiciousFileOperation as outside:
        raise Http404 from outside
    if not file.is_file():
        raise Http404
    return file
