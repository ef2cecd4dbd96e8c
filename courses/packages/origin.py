"""Packages are programs of others: they live on a host of their own, without any cookie.

Requests to that host meet nothing of the platform but the addresses in `content_urls`, and
those addresses exist nowhere else.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve

Answer = Callable[[HttpRequest], HttpResponseBase]
ADDRESSES = "courses.packages.content_urls"
# What authoring tools write needs inline scripts and eval; nothing may come from elsewhere.
POLICY = (
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; connect-src 'self'; "
    "form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'self' {platform}"
)
FORBIDDEN = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"


def is_set() -> bool:
    """Tell whether the operator has given packages a host of their own."""
    return bool(settings.KC_CONTENT_ORIGIN)


def address_of(token: str) -> str:
    """Return where a package is played."""
    return f"{settings.KC_CONTENT_ORIGIN.rstrip('/')}/{token}/start"


class ContentOrigin:
    """Answers everything that is asked of the host of packages, and nothing else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        host = urlsplit(settings.KC_CONTENT_ORIGIN).netloc
        if not host or request.META.get("HTTP_HOST") != host:
            return self.get_response(request)
        response = _answer(request)
        platform = urlsplit(settings.KC_BASE_URL)
        response["Content-Security-Policy"] = POLICY.format(
            platform=f"{platform.scheme}://{platform.netloc}"
        )
        response["Permissions-Policy"] = FORBIDDEN
        response["Referrer-Policy"] = "no-referrer"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


def _answer(request: HttpRequest) -> HttpResponseBase:
    try:
        found = resolve(request.path_info, ADDRESSES)
    except Resolver404:
        return HttpResponse(status=404)
    response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    return response
