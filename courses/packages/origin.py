"""Packages are programs of others: they live on a host of their own, without any cookie.

Requests to that host meet nothing of the platform but the addresses in `content_urls`, and
those addresses exist nowhere else. Where the operator has given a wildcard, every package has a
host below it for each person who plays it: packages share neither storage nor databases of the
browser, and neither do two people at one device.
"""

import hashlib
import hmac
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve

Answer = Callable[[HttpRequest], HttpResponseBase]
ADDRESSES = "courses.packages.content_urls"
# What authoring tools write needs inline scripts and eval; nothing may come from elsewhere.
POLICY = (
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; connect-src 'self'{others}; "
    "form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'self' {platform}"
)
# What a unit of cmi5 talks to from here: the record store, and where it gets its credential.
STORE, CREDENTIALS = "/xapi/", "/lernen/cmi5/abruf/"
POLICY_HEADER = "Content-Security-Policy"
FORBIDDEN = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
WILDCARD = "*"
LABEL_DIGITS = 24


def is_set() -> bool:
    """Tell whether the operator has given packages a host of their own."""
    return bool(settings.KC_CONTENT_ORIGIN)


def is_partitioned() -> bool:
    """Tell whether packages are kept apart from each other."""
    return WILDCARD in settings.KC_CONTENT_ORIGIN


def label_of(partition: str) -> str:
    """Return the name under the wildcard; nobody can guess it."""
    key = f"course_packages.host:{settings.SECRET_KEY}".encode()
    return hmac.new(key, partition.encode(), hashlib.sha256).hexdigest()[:LABEL_DIGITS]


def address_of(token: str, partition: str) -> str:
    """Return where a package is played."""
    return f"{_host_of(partition)}/{token}/start"


def address_of_file(token: str, partition: str, href: str) -> str:
    """Return where a file of a package is read."""
    return f"{_host_of(partition)}/{token}/dateien/{href}"


def _host_of(partition: str) -> str:
    origin: str = settings.KC_CONTENT_ORIGIN
    return origin.rstrip("/").replace(WILDCARD, label_of(partition))


def is_host_of(partition: str, host: str) -> bool:
    """Tell whether a request to this host may see what belongs to the partition."""
    wanted = urlsplit(settings.KC_CONTENT_ORIGIN).netloc
    return hmac.compare_digest(wanted.replace(WILDCARD, label_of(partition)), host)


def is_content_host(host: str) -> bool:
    """Tell whether a request is for the host of packages."""
    wanted = urlsplit(settings.KC_CONTENT_ORIGIN).netloc
    if WILDCARD not in wanted:
        return bool(wanted) and host == wanted
    before, _star, after = wanted.partition(WILDCARD)
    # Nothing of the platform is shown at the name below which packages live either.
    return (
        host == after.removeprefix(".")
        or host.startswith(before)
        and host.endswith(after)
        and len(host) > len(before + after)
    )


def policy(*, talks: bool = False) -> str:
    """Return the policy of an answer; `talks` opens the way to the record store."""
    split = urlsplit(settings.KC_BASE_URL)
    platform = f"{split.scheme}://{split.netloc}"
    others = "".join(f" {platform}{path}" for path in (STORE, CREDENTIALS)) if talks else ""
    return POLICY.format(platform=platform, others=others)


class ContentOrigin:
    """Answers everything that is asked of the host of packages, and nothing else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_content_host(request.META.get("HTTP_HOST", "")):
            return self.get_response(request)
        response = _answer(request)
        if POLICY_HEADER not in response:
            response[POLICY_HEADER] = policy()
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
