"""What the content origin answers: the page around a package, its files, what it stores."""

import json
import mimetypes
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from campus.kit.serving import serve_file
from courses.packages import selectors, services, storing, tokens
from courses.packages.models import Trial
from courses.packages.reading.names import safe_name
from courses.packages.reading.shapes import PackageFault

LARGEST_COMMIT = 512 * 1024
RUNTIME = {
    "scorm12.min.js": "vendor/scorm-again/scorm12.min.js",
    "scorm2004.min.js": "vendor/scorm-again/scorm2004.min.js",
    "play.js": "campus/js/play.js",
    "play.css": "campus/play.css",
}


def _trial(token: str) -> Trial | None:
    key = tokens.read(token)
    return selectors.trial_with(key) if key else None


def _gone() -> HttpResponse:
    """Answer for a forged or old address, without telling which."""
    return HttpResponse(status=404)


@require_safe
def play(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page that holds the runtime and, in a frame, the package."""
    trial = _trial(token)
    if trial is None:
        return _gone()
    services.open_trial(trial=trial)
    context = {"trial": trial, "config": selectors.start_of(trial)}
    # Without the request: this host has neither sessions nor people.
    response = HttpResponse(render_to_string("course_packages/play.html", context))
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Answer with a file of the package."""
    trial = _trial(token)
    if trial is None or not trial.package.is_ready:
        return _gone()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    path = ""
    try:
        path = storing.file_path(trial.package.folder, safe_name(name))
        return serve_file(request, default_storage.path(path), kind)
    except (PackageFault, FileNotFoundError, SuspiciousFileOperation, ValueError):
        return _gone()
    except NotImplementedError:
        return _from_elsewhere(path, kind)


def _from_elsewhere(path: str, kind: str) -> HttpResponseBase:
    """Answer with a file that does not lie on a disk of this machine."""
    if not default_storage.exists(path):
        return _gone()
    return FileResponse(default_storage.open(path), content_type=kind)


@require_safe
def runtime_file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Answer with a file of the runtime, which must come from the same origin."""
    found = finders.find(RUNTIME[name]) if name in RUNTIME and tokens.read(token) else None
    if not found:
        return _gone()
    kind = mimetypes.guess_type(name)[0] or "text/plain"
    return serve_file(request, str(found), kind)


@require_POST
def commit(request: HttpRequest, token: str) -> HttpResponse:
    """Store what the package has committed.

    The token stands for sign-in and origin alike: there are no cookies that a form elsewhere
    could use, and a browser that closes the page can send no header.
    """
    trial = _trial(token)
    if trial is None:
        return _gone()
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_COMMIT:
        return JsonResponse({"result": "false", "errorCode": 101}, status=413)
    data = _committed(request.body)
    if data is None:
        return JsonResponse({"result": "false", "errorCode": 101}, status=400)
    services.commit_trial(trial_id=trial.pk, data=data)
    return JsonResponse({"result": "true", "errorCode": 0})


def _committed(body: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    inner = data.get("cmi") if isinstance(data, dict) else None
    return inner if isinstance(inner, dict) else None
