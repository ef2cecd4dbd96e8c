"""Badges and what is needed to check them, for programs; everything here is public.

A badge is found only by whoever has its number; it names nobody.
"""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from courses.certificates import limits, selectors
from courses.certificates.badges import credentials, issuer, keys, status
from courses.certificates.badges.signing import signed
from courses.certificates.errors import NoKey, TooManyChecks
from courses.certificates.models import Certificate
from courses.certificates.numbers import normalise

FRESH_SECONDS = 300
JWT = "application/vc+jwt"


@require_GET
def badge_jwt(request: HttpRequest, number: str) -> HttpResponse:
    """Hand out the signed badge, also of a revoked document: its status says so."""
    try:
        certificate = _found(request, number)
        token = signed(credentials.badge(certificate))
    except (NoKey, TooManyChecks) as error:
        return _json({"error": str(error)}, status=error.status)
    response = _open(HttpResponse(token, content_type=JWT))
    response["Content-Disposition"] = f'attachment; filename="{certificate.number}.jwt"'
    return response


@require_GET
def badge_json(request: HttpRequest, number: str) -> HttpResponse:
    """Show what the badge says; the signed form is its alternate."""
    try:
        certificate = _found(request, number)
    except TooManyChecks as error:
        return _json({"error": str(error)}, status=error.status)
    response = _open(_json(credentials.badge(certificate)))
    signed_form = issuer.address("badge_jwt", certificate.number)
    response["Link"] = f'<{signed_form}>; rel="alternate"; type="{JWT}"'
    return response


def _found(request: HttpRequest, number: str) -> Certificate:
    """Return the document; 404 for an unknown number, which is counted."""
    limits.refuse_when_exhausted(request, "number")
    certificate = selectors.by_number(normalise(number) or number)
    if certificate is None:
        limits.count(request, "number")
        raise Http404
    return certificate


@require_GET
def achievement(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Describe what was achieved, also when the course is long gone."""
    certificate = selectors.by_achievement(key)
    if certificate is None:
        raise Http404
    return _open(_json({"@context": credentials.CONTEXT, **credentials.achievement(certificate)}))


@require_GET
def issuer_profile(request: HttpRequest) -> HttpResponse:
    """Describe the issuer."""
    return _open(_json({"@context": credentials.CONTEXT, **issuer.profile()}))


@require_GET
def did_document(request: HttpRequest) -> HttpResponse:
    """Publish the keys as the document of the site's did:web."""
    return _open(_json(issuer.did_document()))


@require_GET
def key_set(request: HttpRequest) -> HttpResponse:
    """Publish the keys as a JSON Web Key Set."""
    return _open(_json({"keys": keys.public_keys()}))


@require_GET
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Publish, signed, which badges are revoked."""
    if not 0 < number <= selectors.last_key() // status.SIZE + 1:
        raise Http404
    listed = status.encoded(selectors.revoked_keys(*status.span_of(number)))
    try:
        token = signed(credentials.status_list(number, listed))
    except NoKey as error:
        return _json({"error": str(error)}, status=error.status)
    return _open(HttpResponse(token, content_type=JWT))


def _json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return an answer that people can read, too."""
    return JsonResponse(
        content, status=status, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )


def _open(response: HttpResponse) -> HttpResponse:
    """Let pages of other sites read it: checking badges is what it is there for."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return response
