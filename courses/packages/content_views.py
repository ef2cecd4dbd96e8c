"""What the content origin answers: the page around a package, its files, what it stores."""

import json
import mimetypes
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from campus.kit.errors import DomainError
from campus.kit.serving import serve_file
from courses.packages import origin, plays, selectors, storing, tokens
from courses.packages.doctor.pages import with_script
from courses.packages.models import Package
from courses.packages.plays import Play
from courses.packages.reading.names import safe_name
from courses.packages.reading.shapes import PackageFault

LARGEST_COMMIT = 2 * 1024 * 1024
LARGEST_PAGE = 2 * 1024 * 1024
PAGES = (".html", ".htm")
OWN_FILES = ("play.js", "play-h5p.js", "play-scorm.js", "play-axe.js", "play-storage.js")
RUNTIME = {
    "scorm12.min.js": "vendor/scorm-again/scorm12.min.js",
    "scorm2004.min.js": "vendor/scorm-again/scorm2004.min.js",
    "axe.min.js": "vendor/axe-core/axe.min.js",
    "axe-de.json": "vendor/axe-core/locales/de.json",
    "play.css": "campus/play.css",
    **{name: f"campus/js/{name}" for name in OWN_FILES},
}
# The player of H5P finds its pictures and fonts beside its style sheet.
H5P, H5P_FILES = "h5p/", "vendor/h5p-standalone"
View = Callable[..., HttpResponseBase]


def of_play(view: View) -> View:
    """Hand a view the play of its address; a forged, old or foreign one is not found."""

    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        named = tokens.read(token)
        found = plays.find(*named) if named else None
        host = request.META.get("HTTP_HOST", "")
        if found is None or not origin.is_host_of(found.partition, host):
            return _gone()
        return view(request, found, **kwargs)

    return answer


def _gone() -> HttpResponse:
    return HttpResponse(status=404)


@require_safe
@of_play
def play(request: HttpRequest, found: Play) -> HttpResponse:
    """Show the page that holds the runtime and, in a frame, the package."""
    context = {"package": found.package, "config": selectors.config_of(found)}
    # Without the request: this host has neither sessions nor people.
    response = HttpResponse(render_to_string("course_packages/play.html", context))
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@of_play
def file(request: HttpRequest, found: Play, name: str) -> HttpResponseBase:
    """Answer with a file of the package."""
    return _file_of(request, found.package, name)


@require_safe
@of_play
def file_with_storage(request: HttpRequest, found: Play, name: str) -> HttpResponseBase:
    """Answer with a file; pages get a storage, since the browser keeps nothing for them."""
    if not name.lower().endswith(PAGES) or not found.package.is_ready:
        return _file_of(request, found.package, name)
    try:
        with default_storage.open(storing.file_path(found.package.folder, safe_name(name))) as page:
            content = page.read(LARGEST_PAGE + 1)
    except (PackageFault, FileNotFoundError, SuspiciousFileOperation, ValueError):
        return _gone()
    if len(content) > LARGEST_PAGE:
        return _file_of(request, found.package, name)
    script = f"{request.path.partition('/ersatz/')[0]}/laufzeit/play-storage.js"
    response = HttpResponse(with_script(content, script), content_type="text/html")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_safe
def package_file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Answer with a file of a package whose pages talk to the record store (cmi5)."""
    named = tokens.read_for_files(token)
    package = selectors.package_for_files(named[0]) if named else None
    host = request.META.get("HTTP_HOST", "")
    if named is None or package is None or not origin.is_host_of(named[1], host):
        return _gone()
    response = _file_of(request, package, name)
    response[origin.POLICY_HEADER] = origin.policy(talks=True)
    return response


def _file_of(request: HttpRequest, package: Package, name: str) -> HttpResponseBase:
    if not package.is_ready:
        return _gone()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    path = ""
    try:
        path = storing.file_path(package.folder, safe_name(name))
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
@of_play
def runtime_file(request: HttpRequest, found: Play, name: str) -> HttpResponseBase:
    """Answer with a file of the runtime, which must come from the same origin."""
    place = RUNTIME.get(name, "")
    try:
        if name.startswith(H5P):
            place = f"{H5P_FILES}/{safe_name(name.removeprefix(H5P))}"
        path = finders.find(place) if place else None
        if not path:
            return _gone()
        return serve_file(request, str(path), mimetypes.guess_type(name)[0] or "text/plain")
    except (PackageFault, FileNotFoundError, SuspiciousFileOperation, ValueError):
        return _gone()


def by_token(view: Callable[[Play, dict[str, Any]], Any]) -> View:
    """Take what is sent, as JSON, and answer a refusal with its sentence.

    The token stands for sign-in and origin alike: there are no cookies that a form elsewhere
    could use, and a browser that closes the page can send no header.
    """

    @require_POST
    @of_play
    @wraps(view)
    def answer(request: HttpRequest, found: Play) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_COMMIT:
            return JsonResponse({"code": "too_large"}, status=413)
        sent = _read(request.body)
        if sent is None:
            return JsonResponse({"code": "unreadable"}, status=400)
        try:
            return JsonResponse(view(found, sent) or {"result": "true", "errorCode": 0})
        except DomainError as error:
            return JsonResponse({"code": error.code, "error": str(error)}, status=error.status)
        except ValueError:
            return JsonResponse({"code": "unreadable"}, status=400)

    return answer


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


@by_token
def begin(found: Play, sent: dict[str, Any]) -> dict[str, Any]:
    """Hand over where somebody has stopped."""
    return found.begin(sent)


@by_token
def commit(found: Play, sent: dict[str, Any]) -> None:
    """Store what the package has committed."""
    if not isinstance(sent.get("cmi"), dict) or not isinstance(sent.get("events", []), list):
        raise ValueError(sent)
    found.commit(sent)


@by_token
def examined(found: Play, sent: dict[str, Any]) -> None:
    """Store what an examination of the pages has found."""
    rows = sent.get("found")
    if not isinstance(rows, list):
        raise ValueError(sent)
    found.examined(rows)
