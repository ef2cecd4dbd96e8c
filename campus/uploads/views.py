"""tus 1.0 over HTTP: creation, expiration, checksum, termination.

For scripts, so that no answer leads to a page: refusals are sentences in plain text.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.http import http_date

from campus.kit.errors import DomainError
from campus.uploads import protocol, purposes, selectors, services
from campus.uploads.errors import (
    BadRequest,
    LengthMissing,
    SignedOut,
    WrongType,
    WrongVersion,
)
from campus.uploads.models import Upload

View = Callable[..., HttpResponse]
# Whoever sends nothing for so long has gone; the next request would find the upload taken.
SILENCE_SECONDS = 30


def tus(view: View) -> View:
    """Speak the protocol around a view: version, method, refusals."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _checked(view, request, *args, **kwargs)
        except protocol.NotUnderstood as error:
            response = _refusal(BadRequest(reason=str(error)))
        except DomainError as error:
            response = _refusal(error)
        response["Tus-Resumable"] = protocol.VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answer


def _checked(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if not request.user.is_authenticated:
        raise SignedOut
    if not purposes.may_upload(request.user):
        raise PermissionDenied
    method = _method(request)
    if method == "OPTIONS":
        return _told()
    if "key" in kwargs:
        # Before all else: whoever may not see an upload does not learn that there is one.
        kwargs["upload"] = selectors.own(request.user, kwargs.pop("key"))
    if request.headers.get("Tus-Resumable") != protocol.VERSION:
        raise WrongVersion
    return view(request, *args, method=method, **kwargs)


def _method(request: HttpRequest) -> str:
    """Return the method, or the one that a client behind a strict proxy means by a POST.

    Only of a POST: what reads only is not asked for the token that guards against other sites.
    """
    method = str(request.method)
    meant = request.headers.get("X-HTTP-Method-Override", "").upper()
    return meant if method == "POST" and meant else method


def _refusal(error: DomainError) -> HttpResponse:
    response = HttpResponse(str(error), status=error.status, content_type="text/plain")
    if isinstance(error, WrongVersion):
        response["Tus-Version"] = protocol.VERSION
    return response


def _told() -> HttpResponse:
    """Say what this server can do."""
    return HttpResponse(
        status=204,
        headers={
            "Tus-Version": protocol.VERSION,
            "Tus-Extension": protocol.EXTENSIONS,
            "Tus-Max-Size": str(purposes.largest()),
            "Tus-Checksum-Algorithm": ",".join(protocol.ALGORITHMS),
        },
    )


@tus
def start(request: HttpRequest, *, method: str) -> HttpResponse:
    """Create an upload."""
    if method != "POST":
        return HttpResponseNotAllowed(["POST", "OPTIONS"])
    if "Upload-Defer-Length" in request.headers:
        raise BadRequest(reason="Upload-Defer-Length is not taken here.")
    size = protocol.number(request.headers.get("Upload-Length"), "Upload-Length")
    sent = request.headers.get("Upload-Metadata", "")
    said = protocol.metadata(sent)
    upload = services.begin(
        user=request.user,
        purpose=said.get("purpose", ""),
        name=said.get("filename", ""),
        size=size,
        modified=protocol.number(said.get("modified") or "0", "modified"),
        metadata=sent,
    )
    place = request.build_absolute_uri(reverse("uploads:upload", args=[upload.pk]))
    return HttpResponse(status=201, headers={"Location": place, **_expires(upload)})


@tus
def go_on(request: HttpRequest, *, upload: Upload, method: str) -> HttpResponse:
    """Tell how far an upload is, take a piece, or end it."""
    deeds = {"HEAD": _tell, "PATCH": _receive, "DELETE": _end}
    deed = deeds.get(method)
    if deed is None:
        return HttpResponseNotAllowed([*deeds, "OPTIONS"])
    return deed(request, upload)


def _tell(request: HttpRequest, upload: Upload) -> HttpResponse:
    headers = {"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.size)}
    if upload.metadata:
        headers["Upload-Metadata"] = upload.metadata
    return HttpResponse(status=200, headers={**headers, **_expires(upload)})


def _receive(request: HttpRequest, upload: Upload) -> HttpResponse:
    if request.headers.get("Content-Type") != protocol.PIECE_TYPE:
        raise WrongType
    if not request.headers.get("Content-Length"):
        raise LengthMissing
    piece = services.Piece(
        offset=protocol.number(request.headers.get("Upload-Offset"), "Upload-Offset"),
        length=protocol.number(request.headers["Content-Length"], "Content-Length"),
        stream=request,
        checksum=protocol.checksum(request.headers.get("Upload-Checksum", "")),
    )
    _do_not_wait_for_ever(request)
    upload = services.receive(upload=upload, piece=piece)
    return HttpResponse(
        status=204, headers={"Upload-Offset": str(upload.offset), **_expires(upload)}
    )


def _do_not_wait_for_ever(request: HttpRequest) -> None:
    """Let a connection that has died without a word end, where the web server names it."""
    socket = request.META.get("gunicorn.socket")
    if socket is not None:
        socket.settimeout(SILENCE_SECONDS)


def _end(request: HttpRequest, upload: Upload) -> HttpResponse:
    services.discard(upload=upload)
    return HttpResponse(status=204)


def _expires(upload: Upload) -> dict[str, str]:
    return {"Upload-Expires": http_date(upload.expires_at.timestamp())}
